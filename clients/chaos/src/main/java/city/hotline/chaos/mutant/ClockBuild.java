package city.hotline.chaos.mutant;

import city.hotline.chaos.FaultKind;
import city.hotline.chaos.LeapingClock;
import city.hotline.chaos.mutant.Mutant.Change;
import java.util.List;

/**
 * The product as it is, but that {@link LeapingClock} is the clock of its machine: for its own
 * clock, for its journal's hours and age, and for Hazelcast.
 */
public final class ClockBuild {
  private static final String NODE = "grid-node/node/src/main/java/city/hotline/node/";
  private static final String CLOCK = LeapingClock.class.getName();

  /** What the JVM needs so that Hazelcast reads it, too. */
  public static final String FLAG =
      "-Dhazelcast.clock.impl=city.hotline.node.launch.NodeOptions$Leaping";

  private ClockBuild() {}

  /** No defect: nothing may be found. */
  public static Mutant all() {
    return new Mutant(
        "leaping clocks",
        FaultKind.CLOCK,
        List.of(
            new Change(
                NODE + "launch/Copies.java",
                "MACHINE = InstantSource.system();",
                "MACHINE = " + CLOCK + "::instant;"),
            new Change(
                NODE + "journal/JournalOptions.java",
                "InstantSource.system());",
                CLOCK + "::instant);"),
            new Change(
                NODE + "launch/NodeOptions.java",
                "  /** How many members found a grid: as many as are listed. */\n",
                """
                  /** For Hazelcast. */
                  public static final class Leaping
                      extends com.hazelcast.internal.util.Clock.ClockImpl {
                    @Override
                    protected long currentTimeMillis() {
                      return %s.millis();
                    }
                  }

                  /** How many members found a grid: as many as are listed. */
                """
                    .formatted(CLOCK))));
  }
}
