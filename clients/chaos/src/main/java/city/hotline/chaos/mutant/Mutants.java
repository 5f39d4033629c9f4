package city.hotline.chaos.mutant;

import city.hotline.chaos.FaultKind;
import city.hotline.chaos.mutant.Mutant.Change;
import java.util.ArrayList;
import java.util.List;

/** All defects that must be found. */
public final class Mutants {
  private static final String NODE = "grid-node/node/src/main/java/city/hotline/node/";
  private static final String CORE = "grid-node/core/src/main/java/city/hotline/core/";
  private static final String REPLICA = NODE + "replica/Replica.java";

  private Mutants() {}

  /** In the order in which they are tried. */
  public static List<Mutant> all() {
    return List.of(
        acknowledgeBeforeJournal(),
        countBeforeSnapshot(),
        acknowledgeWithoutMajority(),
        noEpochChange(),
        noPredecessorCheck(),
        noDedup(),
        refusalBeforeAcknowledged(),
        courierWithoutOutbox(),
        resumeOffByOne(),
        figuresOffByOne(),
        gapIgnored(),
        forceOnOwnerOnly(),
        momentsByTheMachinesClock(),
        refusalOfTheReplaced());
  }

  private static Mutant mutant(String name, FaultKind fault, Change... changes) {
    return new Mutant(name, fault, List.of(changes));
  }

  private static Mutant acknowledgeBeforeJournal() {
    return mutant(
        "acknowledge before journal",
        FaultKind.KILL_ALL,
        new Change(
            REPLICA,
            "  private static final int MOST_HELD = 4096;\n",
            """
              private static final int MOST_HELD = 4096;
              private static final java.util.concurrent.ScheduledExecutorService LATER =
                  java.util.concurrent.Executors.newSingleThreadScheduledExecutor();
            """),
        new Change(
            REPLICA,
            "    journal.append(ref, staged.get(0).record().getSequence(), entries);\n",
            """
                long first = staged.get(0).record().getSequence();
                LATER.schedule(
                    () -> journal.append(ref, first, entries),
                    300,
                    java.util.concurrent.TimeUnit.MILLISECONDS);
            """));
  }

  private static Mutant countBeforeSnapshot() {
    return mutant(
        "count a copy before its base snapshot",
        FaultKind.KILL_TWO,
        new Change(
            REPLICA,
            "snapshots.write(snapshot, () -> installed[0] = put(restored, authority));",
            "installed[0] = put(restored, authority);"));
  }

  private static Mutant acknowledgeWithoutMajority() {
    return mutant(
        "acknowledge without a majority",
        FaultKind.KILL_TWO,
        new Change(
            NODE + "epoch/Electorate.java",
            "sorted[(sorted.length - 1) / 2]",
            "sorted[sorted.length - 1]"));
  }

  private static Mutant noEpochChange() {
    return mutant(
        "no epoch change on owner change",
        FaultKind.KILL_TWO,
        new Change(
            NODE + "epoch/Takeover.java",
            "Math.max(highest, electorate.epochsAbove()) + 1",
            "Math.max(1L, Math.max(highest, electorate.epochsAbove()))"),
        new Change(
            NODE + "replica/Promises.java",
            " || (epoch == now.getEpoch() && !nodeId.equals(now.getNodeId()))",
            ""));
  }

  private static Mutant noPredecessorCheck() {
    return mutant(
        "no predecessor check",
        FaultKind.KILL_ALL,
        new Change(
            CORE + "shard/Shard.java",
            """
                return record.getSequence() == position.getSequence() + 1
                    && record.getPreviousEpoch() == position.getEpoch();
            """,
            """
                return record.getSequence() > position.getSequence();
            """));
  }

  private static Mutant noDedup() {
    return mutant(
        "no dedup",
        FaultKind.KILL_ONE,
        new Change(
            CORE + "shard/Sessions.java",
            "return session == null ? null : session.at(id.getCounter());",
            "return session == null || id.getCounter() > 0 ? null : session.at(id.getCounter());"));
  }

  private static Mutant refusalBeforeAcknowledged() {
    return mutant(
        "refusal sent before the acknowledged sequence",
        FaultKind.KILL_TWO,
        new Change(
            NODE + "sequencer/Lane.java",
            """
                  signalled = true;
                }
                acknowledged();
            """,
            """
                  signalled = true;
                }
                for (Ask ask : batch.asks()) {
                  if (ask instanceof Ask.Command c && c.outcome instanceof Answer.Refused refused) {
                    c.future.complete(refused);
                  } else if (ask instanceof Ask.Read<?> read) {
                    read.complete();
                  }
                }
                acknowledged();
            """));
  }

  private static Mutant courierWithoutOutbox() {
    String round = NODE + "courier/Round.java";
    return mutant(
        "courier without outbox",
        FaultKind.KILL_ONE,
        new Change(round, "    offer(outbox);\n", ""),
        new Change(
            round,
            "          deliver(entry, 20);\n        }\n      }\n    }\n  }\n",
            "          later(() -> deliver(entry, 20), 1_500);\n        }\n      }\n    }\n  }\n"));
  }

  private static Mutant resumeOffByOne() {
    return mutant(
        "resume off by one",
        FaultKind.KILL_ONE,
        new Change(
            NODE + "feed/ResumeTokens.java",
            "Positions.of(parsed.getEpochs(i), parsed.getSequences(i))",
            "Positions.of(parsed.getEpochs(i), parsed.getSequences(i) + 1)"));
  }

  private static Mutant figuresOffByOne() {
    return mutant(
        "figures off by one",
        FaultKind.KILL_ONE,
        new Change(
            CORE + "figures/CallTally.java",
            "    ordersRequested++;\n",
            "    ordersRequested += ordersRequested == 9 ? 2 : 1;\n"));
  }

  private static Mutant gapIgnored() {
    return mutant(
        "gap ignored",
        FaultKind.KILL_ONE,
        new Change(
            NODE + "feed/FeedLog.java",
            "history.read(",
            "history.read(last - 16 > sequence ? last - 16 : "),
        new Change(
            NODE + "feed/OrderWatch.java",
            "seen == null || change.record().getSequence() > seen.getSequence() + 1",
            "false"));
  }

  private static Mutant forceOnOwnerOnly() {
    return mutant(
        "force on the owner only",
        FaultKind.POWER_CUT,
        new Change(
            NODE + "grid/Holders.java",
            "case TAKEN, HAD -> confirmer.confirm(",
            "case TAKEN, HAD -> confirmer.confirmUnforced("),
        new Change(
            NODE + "journal/Syncer.java",
            "    long begun = System.nanoTime();\n",
            """
                java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
                long begun = System.nanoTime();
            """),
        new Change(
            NODE + "epoch/Confirmer.java",
            "  private void confirmWhenForced(",
            """
              public void confirmUnforced(String ownerId, ShardId shard, Position position) {
                members.confirm(ownerId, List.of(confirmation(shard, position)));
              }

              private void confirmWhenForced(\
            """));
  }

  private static Mutant momentsByTheMachinesClock() {
    List<Change> changes = new ArrayList<>(ClockBuild.all().changes());
    changes.add(
        new Change(
            NODE + "launch/Copies.java",
            "    clock = new GridClock(nodeClock, this::latestMomentMs);\n",
            "    clock = new GridClock(MACHINE, this::latestMomentMs);\n"));
    return new Mutant("moments by the machine's clock", FaultKind.CLOCK, List.copyOf(changes));
  }

  private static Mutant refusalOfTheReplaced() {
    return mutant(
        "refusal of the replaced",
        FaultKind.PAUSE,
        new Change(
            NODE + "sequencer/Lane.java",
            "    } else if (batch.refusesOnly()) {\n",
            "    } else if (batch.refusesOnly() && shard.district().isEmpty()) {\n"));
  }
}
