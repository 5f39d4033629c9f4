package city.hotline.node.epoch;

import city.hotline.proto.floor.v1.VoterSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Who has a vote, in one version, and what a majority is. An epoch keeps the electorate that its
 * promises were asked with (decision 0014).
 */
public record Electorate(VoterSet set) {

  private static final long GENERATION = 1_000_000;
  private static final long EPOCHS_OF_A_GENERATION = 1_000_000_000;

  /** Before the founding: nobody, and never a majority. */
  public static final Electorate NONE = new Electorate(VoterSet.getDefaultInstance());

  /** Counts changes from 1, the founding; 0 before it. */
  public long version() {
    return set.getVersion();
  }

  /**
   * Epochs of these voters are above this. What a forced change left behind may be of any epoch
   * before, and must never look newer than what was decided after it.
   */
  long epochsAbove() {
    return version() / GENERATION * EPOCHS_OF_A_GENERATION;
  }

  /**
   * The version after this one if an operator forces it: far above any that others may agree on.
   */
  public long forcedVersion(int drawn) {
    return (version() / GENERATION + 1) * GENERATION + Math.floorMod(drawn, (int) GENERATION / 2);
  }

  /** Whether the former voters must agree, too. */
  public boolean isChange() {
    return set.getFormerCount() > 0;
  }

  /** Everyone who is asked: the voters, and during a change the former ones. */
  public List<String> all() {
    if (!isChange()) {
      return set.getVotersList();
    }
    List<String> all = new ArrayList<>(set.getVotersList());
    set.getFormerList().stream().filter(f -> !all.contains(f)).forEach(all::add);
    return all;
  }

  /** Whether these nodes are a majority of the voters and, during a change, of the former ones. */
  public boolean isMajority(Collection<String> nodes) {
    Set<String> here = new HashSet<>(nodes);
    return highestOfMajority(node -> here.contains(node) ? 1 : 0) == 1;
  }

  /** Whether these nodes are a majority of the voters, or during a change of the former ones. */
  boolean isMajorityOfEither(Collection<String> nodes) {
    return highest(set.getVotersList(), node -> nodes.contains(node) ? 1 : 0) == 1
        || highest(set.getFormerList(), node -> nodes.contains(node) ? 1 : 0) == 1;
  }

  /**
   * The highest value that a majority has reached, of both sets during a change.
   *
   * @param reached by a voter; 0 or more
   */
  long highestOfMajority(ToLongFunction<String> reached) {
    long ofVoters = highest(set.getVotersList(), reached);
    return isChange() ? Math.min(ofVoters, highest(set.getFormerList(), reached)) : ofVoters;
  }

  private static long highest(List<String> voters, ToLongFunction<String> reached) {
    long[] sorted = voters.stream().mapToLong(reached).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /** For a person: "A B C", during a change "A B C D, formerly A B C". */
  @Override
  public String toString() {
    return String.join(" ", set.getVotersList())
        + (isChange() ? ", formerly " + String.join(" ", set.getFormerList()) : "");
  }
}
