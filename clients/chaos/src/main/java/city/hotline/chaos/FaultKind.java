package city.hotline.chaos;

import java.util.List;
import java.util.Locale;

/** What can be done to a grid. */
public enum FaultKind {
  /** Kill -9 of any node, which then comes back. */
  KILL_ONE(false),
  /** Kill -9 of the node that owns a busy district. */
  KILL_OWNER(false),
  /** Kill -9 of all; a majority comes back first, sometimes with the old owner, sometimes not. */
  KILL_ALL(false),
  /** Kill -9 of two, then of the one that stayed alone; the two come back first, then that one. */
  KILL_TWO(false),
  /** A node ends in good order and comes back. */
  RESTART(false),
  /** A node, the owner or not, is frozen for a while. */
  PAUSE(false),
  /** A node is killed, bytes of its journal are turned over, and it is started again. */
  CORRUPT(false);

  /** What a run draws from when none is named. */
  static final List<FaultKind> MIXED =
      List.of(KILL_ONE, KILL_OWNER, KILL_ALL, KILL_TWO, RESTART, PAUSE);

  private final boolean asRoot;

  FaultKind(boolean asRoot) {
    this.asRoot = asRoot;
  }

  /** Whether staging it takes root. */
  public boolean asRoot() {
    return asRoot;
  }

  /** As on the command line: "kill-one". */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
