package city.hotline.chaos;

import city.hotline.chaos.stage.Ground;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done to a grid. */
public enum FaultKind {
  /** Kill -9 of any node, which then comes back. */
  KILL_ONE(Ground.PLAIN),
  /** Kill -9 of the node that owns a busy district. */
  KILL_OWNER(Ground.PLAIN),
  /** Kill -9 of one node after the other, whether or not those before are back. */
  KILL_AGAIN(Ground.PLAIN),
  /** Kill -9 of all; a majority comes back first, sometimes with the old owner, sometimes not. */
  KILL_ALL(Ground.PLAIN),
  /** Kill -9 of two, then of the one that stayed alone; the two come back first, then that one. */
  KILL_TWO(Ground.PLAIN),
  /** A node ends in good order and comes back. */
  RESTART(Ground.PLAIN),
  /** A node, the owner or not, is frozen for a while. */
  PAUSE(Ground.PLAIN),
  /** A node is killed, bytes of its journal are turned over, and it is started again. */
  CORRUPT(Ground.PLAIN),
  /** One voter, then all again; all are killed, and those that got their vote last return first. */
  RESIZE(Ground.PLAIN),
  /** A node dies between two steps of its own, at one of the {@link DeathPoint}s. */
  POINT(Ground.PLAIN),
  /** A node and the others do not reach one another, in both ways or in one. */
  SPLIT(Ground.NETWORK),
  /** All connections of a node are reset, several times. */
  RESET(Ground.NETWORK),
  /** What a node sends and is sent takes seconds. */
  SLOW_LINK(Ground.NETWORK),
  /** The clock of a node's machine leaps, forwards or back; it may be restarted meanwhile. */
  CLOCK(Ground.PLAIN),
  /** The disk of a node does not answer for some seconds. */
  DISK_HANG(Ground.DISK),
  /** The disk of a node, or of all, has no byte left for some seconds. */
  DISK_FULL(Ground.DISK),
  /** All nodes lose their power; a majority comes back first. Grids that force survive it. */
  POWER_CUT(Ground.DISK);

  private final Ground ground;

  FaultKind(Ground ground) {
    this.ground = ground;
  }

  /** What it can be staged on, beside anything that offers more than the plain ground. */
  public Ground ground() {
    return ground;
  }

  /** The durability class without which it must lose something; nothing where none is needed. */
  public @Nullable String durability() {
    return this == POWER_CUT ? "forced" : null;
  }

  /**
   * One for a run of everything: of those that need neither a grid that forces nor a changed
   * product. Every second one needs the run's ground, as there are few of them.
   */
  static FaultKind mixed(Ground ground, SplittableRandom random) {
    Ground wanted = random.nextBoolean() ? ground : Ground.PLAIN;
    List<FaultKind> kinds =
        Stream.of(values())
            .filter(k -> k.ground == wanted)
            .filter(k -> k.durability() == null && k != POINT && k != CLOCK)
            .toList();
    return kinds.get(random.nextInt(kinds.size()));
  }

  /** As on the command line: "kill-one". */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
