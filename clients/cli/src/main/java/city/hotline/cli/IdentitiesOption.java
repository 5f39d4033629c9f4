package city.hotline.cli;

import city.hotline.node.launch.Identities;
import org.jspecify.annotations.Nullable;

/** Which callers a node believes. */
enum IdentitiesOption {
  /** Whatever they say they are. */
  DEV;

  static final String DESCRIPTION =
      "Which callers are believed: 'dev' whatever they say they are. Must be said where others"
          + " than this machine can reach the node.";

  static Identities of(@Nullable IdentitiesOption said) {
    return said == DEV ? Identities.DEVELOPMENT : Identities.UNSAID;
  }
}
