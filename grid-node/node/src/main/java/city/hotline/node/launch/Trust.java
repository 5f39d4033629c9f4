package city.hotline.node.launch;

import city.hotline.node.citizen.GridSecret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom a member believes, and what only members know.
 *
 * @param identities which callers are believed
 * @param citizenSecret the file, the same for every member, that encrypts the keys of citizens;
 *     none: the built-in one, which everybody knows
 */
public record Trust(Identities identities, Optional<Path> citizenSecret) {

  /** With the built-in secret. */
  public static Trust of(Identities identities) {
    return new Trust(identities, Optional.empty());
  }

  /** What the file says. */
  GridSecret secret() {
    return citizenSecret.map(GridSecret::read).orElseGet(GridSecret::development);
  }

  /** What a person should know about it, one line each. */
  static List<String> warnings(NodeOptions options) {
    List<String> warnings = new ArrayList<>(Identities.warnings(options));
    if (options.trust().citizenSecret().isEmpty() && Identities.isReachable(options)) {
      warnings.add(
          "the keys of citizens are encrypted with the built-in secret, which everybody knows: make"
              + " one by './hotline citizen secret FILE', and give it to every member of a new grid"
              + " by --citizen-secret FILE");
    }
    return warnings;
  }
}
