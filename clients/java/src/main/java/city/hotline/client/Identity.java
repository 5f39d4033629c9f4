package city.hotline.client;

import city.hotline.proto.access.v1.Role;
import java.util.Locale;

/**
 * Who a call is from; docs/access.md says who may send what.
 *
 * @param role what the caller is to the grid
 * @param name which one: a seat's id, a unit's code; a supervisor's floors, a dash and a name
 */
public record Identity(Role role, String name) {

  private static final String PREFIX = "ROLE_";
  private static final String CITY = "110000";

  static final Identity SWITCH = new Identity(Role.ROLE_SWITCH, "client");
  static final Identity FOLLOW_UP = new Identity(Role.ROLE_FOLLOW_UP, "client");
  static final Identity READER = new Identity(Role.ROLE_READER, "client");
  static final Identity ADMINISTRATOR = new Identity(Role.ROLE_ADMINISTRATOR, "client");

  static Identity seat(String seatId) {
    return new Identity(Role.ROLE_SEAT, seatId);
  }

  static Identity department(String unit) {
    return new Identity(Role.ROLE_DEPARTMENT, unit);
  }

  static Identity channel(String channel) {
    return new Identity(Role.ROLE_CHANNEL, channel);
  }

  /** Of one district, or of the city where it is none. */
  static Identity supervisor(String district) {
    String floor = district.matches("[0-9]{6}") ? district : CITY;
    return new Identity(Role.ROLE_SUPERVISOR, floor + "-client");
  }

  /**
   * Reads "seat:110105-S017".
   *
   * @throws IllegalArgumentException when there is no such role
   */
  public static Identity parse(String text) {
    int colon = text.indexOf(':');
    for (Role role : Role.values()) {
      if (role != Role.ROLE_UNSPECIFIED
          && role != Role.UNRECOGNIZED
          && text.substring(0, Math.max(0, colon)).equals(word(role))) {
        return new Identity(role, text.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException(
        "identity: '" + text + "' (expected: a role and a name, such as seat:110105-S017)");
  }

  private static String word(Role role) {
    return role.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return word(role) + ' ' + name;
  }
}
