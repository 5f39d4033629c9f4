package city.hotline.node.epoch;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The takeover protocol of one shard as a state machine, small enough to visit every state (DESIGN
 * D3, D8): three nodes, a few epochs, short histories, and voters that may change.
 *
 * <p>Owners may crash at any time, messages may be lost or late for ever, every step interleaves
 * with every other; a takeover (promises, answers, choice) is one step, because a voter's answer is
 * taken together with its promise. A new version of the voters is there from some instant on, as a
 * record of the city's floor is from its acknowledgement on; who knows it when is open. What must
 * hold: the beginning that was acknowledged to callers is never rewritten, and every later owner
 * has it.
 */
final class TakeoverModel {

  /** A way to get the protocol wrong. */
  enum Mutant {
    /** The protocol as it is. */
    NONE,
    /** Voters promise nothing: a former owner goes on writing. */
    NO_PROMISE,
    /** A new owner may take an epoch that is in use. */
    SAME_EPOCH,
    /** A holder accepts a record onto any predecessor. */
    NO_PREDECESSOR,
    /** The longest history wins, whatever its epoch. */
    SEQUENCE_ONLY,
    /** One copy is enough, for promises and for acknowledging. */
    MINORITY,
    /** Copies of earlier epochs' records count before the new epoch has one. */
    COUNT_OLD,
    /** A change of the voters is over before the shard has begun an epoch under it. */
    CHANGE_NOT_AWAITED,
    /** A promise is given to who knows only an earlier version of the voters. */
    VERSION_NOT_ASKED
  }

  /** What an exploration found. */
  record Verdict(int states, Optional<String> violation) {}

  private final Mutant mutant;
  private final int epochs;
  private final int records;
  private final ModelVoters voters;
  private final StateTable table = new StateTable();
  private final long[] packed = new long[ModelState.LONGS];

  private ModelState before = new ModelState();
  private int beforeIndex = -1;
  private String violation = "";
  private long @Nullable [] sought;
  private String stepToSought = "";

  /**
   * A model.
   *
   * @param epochs 1 to 4
   * @param records of a history, 1 to 4
   */
  TakeoverModel(Mutant mutant, int epochs, int records, ModelVoters voters) {
    this.mutant = mutant;
    this.epochs = epochs;
    this.records = records;
    this.voters = voters;
  }

  /** Visits all states, nearest first, until none is left or something acknowledged is lost. */
  Verdict explore() {
    reached(() -> "start", before);
    for (int i = 0; i < table.size() && violation.isEmpty(); i++) {
      before = table.get(i);
      beforeIndex = i;
      allSteps();
    }
    return new Verdict(
        table.size(),
        violation.isEmpty() ? Optional.empty() : Optional.of(wayTo(beforeIndex) + violation));
  }

  private void allSteps() {
    takeovers();
    stepsOfOwners();
    change();
    for (int node = 0; node < ModelState.NODES; node++) {
      learn(node);
    }
  }

  private void takeovers() {
    for (int node = 0; node < ModelState.NODES; node++) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (int quorum = 1; quorum < (1 << ModelState.NODES); quorum++) {
          if (in(quorum, node) && voters.isLeastMajority(quorum, node, before.known[node])) {
            takeover(node, epoch, quorum);
          }
        }
      }
    }
  }

  private void stepsOfOwners() {
    for (int owner = 0; owner < ModelState.NODES; owner++) {
      if (before.epoch[owner] == 0) {
        continue;
      }
      forget(owner);
      settle(owner);
      decide(owner);
      for (int voter = 0; voter < ModelState.NODES; voter++) {
        if (voter != owner && mayWrite(owner, voter)) {
          send(owner, voter);
          repair(owner, voter);
        }
      }
      acknowledge(owner);
    }
  }

  private static boolean in(int quorum, int voter) {
    return ((quorum >> voter) & 1) == 1;
  }

  /** The voters change, one version after the other; a change is over when it has been awaited. */
  private void change() {
    if (before.chosen == voters.last()) {
      return;
    }
    boolean awaited = !voters.isChange(before.chosen) || mutant == Mutant.CHANGE_NOT_AWAITED;
    for (int owner = 0; owner < ModelState.NODES; owner++) {
      awaited |=
          before.epoch[owner] > 0 && before.version[owner] == before.chosen && hasBegun(owner);
    }
    if (awaited) {
      ModelState after = before.copy();
      after.chosen++;
      reached(() -> "voters of version " + after.chosen, after);
    }
  }

  /** The start of the owner's epoch is confirmed as its version demands. */
  private boolean hasBegun(int owner) {
    int history = before.written[owner];
    int count = Histories.length(history);
    while (count > 1
        && Histories.epochOf(Histories.at(history, count - 2)) == before.epoch[owner]) {
      count--;
    }
    return voters.isMajority(copies(owner, count), before.version[owner]);
  }

  private void learn(int node) {
    for (int version = before.known[node] + 1; version <= before.chosen; version++) {
      ModelState after = before.copy();
      after.known[node] = version;
      int learnt = version;
      reached(() -> name(node) + " learns of version " + learnt, after);
    }
  }

  /** An owner that began during a change learns that it is over, and counts the new voters only. */
  private void settle(int owner) {
    int version = before.version[owner];
    if (voters.isChange(version) && before.known[owner] > version) {
      ModelState after = before.copy();
      after.version[owner] = version + 1;
      reached(() -> "settle " + name(owner), after);
    }
  }

  /** The owner crashes; what it journaled as a voter stays. */
  private void forget(int owner) {
    ModelState after = before.copy();
    after.endOwner(owner);
    reached(() -> "forget " + name(owner), after);
  }

  /** A node gets promises of a majority, takes the best history among them, starts its epoch. */
  private void takeover(int node, int epoch, int quorum) {
    if (mutant != Mutant.SAME_EPOCH && before.anyOwnerIn(epoch)) {
      return;
    }
    for (int voter = 0; voter < ModelState.NODES; voter++) {
      if (in(quorum, voter)
          && (!promises(voter, epoch)
              || (before.known[voter] > before.known[node]
                  && mutant != Mutant.VERSION_NOT_ASKED))) {
        return;
      }
    }
    for (int voter = 0; voter < ModelState.NODES; voter++) {
      int best = before.held[voter];
      if (in(quorum, voter) && isBest(best, quorum) && Histories.length(best) < records) {
        begin(node, epoch, quorum, Histories.then(best, Histories.record(epoch, node, true)));
      }
    }
  }

  private boolean promises(int voter, int epoch) {
    boolean repeatable = mutant == Mutant.SAME_EPOCH || mutant == Mutant.NO_PROMISE;
    return before.promised[voter] < epoch || (repeatable && before.promised[voter] == epoch);
  }

  private boolean isBest(int history, int quorum) {
    for (int voter = 0; voter < ModelState.NODES; voter++) {
      if (in(quorum, voter) && isHigher(before.held[voter], history)) {
        return false;
      }
    }
    return true;
  }

  private boolean isHigher(int one, int other) {
    int epochOfOne = mutant == Mutant.SEQUENCE_ONLY ? 0 : Histories.lastEpoch(one);
    int epochOfOther = mutant == Mutant.SEQUENCE_ONLY ? 0 : Histories.lastEpoch(other);
    return epochOfOne != epochOfOther
        ? epochOfOne > epochOfOther
        : Histories.length(one) > Histories.length(other);
  }

  private void begin(int node, int epoch, int quorum, int history) {
    ModelState after = before.copy();
    for (int voter = 0; voter < ModelState.NODES; voter++) {
      if (in(quorum, voter) && mutant != Mutant.NO_PROMISE) {
        after.promised[voter] = epoch;
        after.known[voter] = Math.max(before.known[voter], before.known[node]);
      }
    }
    after.held[node] = history;
    after.endOwner(node);
    after.epoch[node] = epoch;
    after.version[node] = before.known[node];
    after.written[node] = history;
    after.confirmed[node][node] = Histories.length(history);
    Supplier<String> step =
        () -> "takeover by " + name(node) + " in epoch " + epoch + " with " + names(quorum);
    int kept = before.acknowledged;
    if (kept != Histories.EMPTY
        && Histories.lastEpoch(kept) < epoch
        && !Histories.beginsWith(history, kept)) {
      broken(step, "it misses what was acknowledged, " + Histories.text(kept));
    }
    reached(step, after);
  }

  /** The owner accepts a command: one more record in its own journal. */
  private void decide(int owner) {
    int history = before.written[owner];
    if (Histories.length(history) >= records
        || before.held[owner] != history
        || !mayWrite(owner, owner)) {
      return;
    }
    ModelState after = before.copy();
    int longer = Histories.then(history, Histories.record(before.epoch[owner], owner, false));
    after.held[owner] = longer;
    after.written[owner] = longer;
    after.confirmed[owner][owner] = Histories.length(longer);
    reached(() -> "decide at " + name(owner), after);
  }

  private boolean mayWrite(int owner, int voter) {
    return mutant == Mutant.NO_PROMISE || before.promised[voter] <= before.epoch[owner];
  }

  /** One record arrives, onto its predecessor, and is confirmed. */
  private void send(int owner, int voter) {
    int history = before.written[owner];
    int here = before.held[voter];
    for (int i = 0; i < Histories.length(history) && i <= Histories.length(here); i++) {
      boolean had = Histories.at(here, i) == Histories.at(history, i);
      boolean connects =
          i == 0
              || mutant == Mutant.NO_PREDECESSOR
              || Histories.at(here, i - 1) == Histories.at(history, i - 1);
      if (!had && connects) {
        int longer = Histories.then(Histories.first(here, i), Histories.at(history, i));
        take("send", owner, voter, longer);
      }
    }
  }

  /** The owner's whole history replaces what is here, and is confirmed. */
  private void repair(int owner, int voter) {
    if (before.held[voter] != before.written[owner]) {
      take("repair", owner, voter, before.written[owner]);
    }
  }

  private void take(String step, int owner, int voter, int history) {
    ModelState after = before.copy();
    after.held[voter] = history;
    if (mutant != Mutant.NO_PROMISE) {
      after.promised[voter] = Math.max(before.promised[voter], before.epoch[owner]);
    }
    boolean same = Histories.beginsWith(before.written[owner], history);
    if (same || mutant == Mutant.NO_PREDECESSOR) {
      after.confirmed[owner][voter] =
          Math.max(before.confirmed[owner][voter], Histories.length(history));
    }
    reached(
        () -> step + " " + Histories.text(history) + " from " + name(owner) + " to " + name(voter),
        after);
  }

  /** A majority has confirmed a record of the present epoch: callers are told. */
  private void acknowledge(int owner) {
    int history = before.written[owner];
    for (int count = Histories.length(before.acknowledged) + 1;
        count <= Histories.length(history);
        count++) {
      int epoch = Histories.epochOf(Histories.at(history, count - 1));
      if (!voters.isMajority(copies(owner, count), before.version[owner])
          || (epoch != before.epoch[owner] && mutant != Mutant.COUNT_OLD)) {
        continue;
      }
      ModelState after = before.copy();
      after.acknowledged = Histories.first(history, count);
      Supplier<String> step =
          () -> "acknowledge " + Histories.text(after.acknowledged) + " by " + name(owner);
      if (!Histories.beginsWith(after.acknowledged, before.acknowledged)) {
        broken(step, "before, it was " + Histories.text(before.acknowledged));
      }
      reached(step, after);
    }
  }

  /** The nodes that have confirmed so many records, as bits. */
  private int copies(int owner, int count) {
    int copies = 0;
    for (int node = 0; node < ModelState.NODES; node++) {
      copies |= before.confirmed[owner][node] >= count ? 1 << node : 0;
    }
    return copies;
  }

  private void reached(Supplier<String> step, ModelState after) {
    after.pack(packed, 0);
    if (sought == null) {
      table.add(packed, beforeIndex);
    } else if (Arrays.equals(packed, sought)) {
      stepToSought = step.get();
    }
  }

  private void broken(Supplier<String> step, String what) {
    if (violation.isEmpty()) {
      violation = step.get() + ": " + what;
    }
  }

  /** The steps to a state, one a line, for whoever has to understand the violation. */
  private String wayTo(int index) {
    StringBuilder way = new StringBuilder();
    for (int at = index; table.cameFrom(at) >= 0; at = table.cameFrom(at)) {
      long[] wanted = new long[ModelState.LONGS];
      table.get(at).pack(wanted, 0);
      sought = wanted;
      before = table.get(table.cameFrom(at));
      allSteps();
      way.insert(0, stepToSought + "\n");
    }
    return way.toString();
  }

  private static char name(int node) {
    return (char) ('A' + node);
  }

  private static String names(int quorum) {
    StringBuilder names = new StringBuilder();
    for (int voter = 0; voter < ModelState.NODES; voter++) {
      if (in(quorum, voter)) {
        names.append(name(voter));
      }
    }
    return names.toString();
  }
}
