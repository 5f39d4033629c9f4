package city.hotline.node.endpoint;

import city.hotline.proto.access.v1.Role;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Who calls.
 *
 * @param role what the caller is to the grid
 * @param name which one: a seat's id, a unit's code, a supervisor's floors and name
 */
public record Identity(Role role, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9,._-]{1,64}");
  private static final Pattern SUPERVISOR =
      Pattern.compile("[0-9]{6}(,[0-9]{6})*-[A-Za-z0-9-]{1,32}");
  private static final String CITY = "110000";
  private static final String PREFIX = "ROLE_";
  private static final Map<String, Role> ROLES = new LinkedHashMap<>();

  static {
    for (Role role : EnumSet.complementOf(EnumSet.of(Role.ROLE_UNSPECIFIED, Role.UNRECOGNIZED))) {
      ROLES.put(word(role), role);
    }
  }

  /** Refuses, with an {@link IllegalArgumentException}, a name that the role cannot have. */
  public Identity {
    Pattern form = role == Role.ROLE_SUPERVISOR ? SUPERVISOR : NAME;
    if (!form.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of a "
              + word(role)
              + ": '"
              + name
              + "' (expected: "
              + (role == Role.ROLE_SUPERVISOR
                  ? "floors, a dash and a name: 110105-V01"
                  : "1 to 64 letters, digits, commas, dots or dashes")
              + ")");
    }
  }

  /** Reads what {@link #toString} writes: "seat 110105-S017". */
  static Identity parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException(
          "caller: '" + text + "' (expected: a role and a name: seat 110105-S017)");
    }
    return new Identity(role(text.substring(0, space)), text.substring(space + 1));
  }

  private static Role role(String word) {
    Role role = ROLES.get(word);
    if (role == null) {
      throw new IllegalArgumentException(
          "role: '" + word + "' (expected: one of " + String.join(", ", ROLES.keySet()) + ")");
    }
    return role;
  }

  /** A role as people write it: "follow-up". */
  static String word(Role role) {
    return role.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is the supervisor of the floor that a seat, an order's unit or a district is of. */
  boolean supervises(String place) {
    for (int at = 0; at < name.indexOf('-'); at += CITY.length() + 1) {
      if (name.startsWith(CITY, at) || name.regionMatches(at, place, 0, CITY.length())) {
        return true;
      }
    }
    return false;
  }

  boolean isNode() {
    return role == Role.ROLE_NODE;
  }

  @Override
  public String toString() {
    return word(role) + ' ' + name;
  }
}
