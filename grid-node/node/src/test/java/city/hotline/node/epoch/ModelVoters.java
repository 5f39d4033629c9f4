package city.hotline.node.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who has a vote in the model, version after version. Odd versions, counted from 0, are changes:
 * both the voters and the former ones must agree.
 */
final class ModelVoters {

  /** Which of two majorities is asked for during a change. */
  enum During {
    /** Both, as it should be. */
    BOTH,
    /** That of the new voters only. */
    NEW_ONLY,
    /** That of the former voters only. */
    FORMER_ONLY
  }

  /** Bits of nodes; no former ones outside of a change. */
  private record Version(int voters, int former) {
    @Override
    public String toString() {
      return former == 0 ? text(voters) : text(former) + "+" + text(voters);
    }

    private static String text(int nodes) {
      return IntStream.range(0, ModelState.NODES)
          .filter(node -> ((nodes >> node) & 1) == 1)
          .mapToObj(node -> String.valueOf((char) ('A' + node)))
          .collect(Collectors.joining());
    }
  }

  private final List<Version> versions = new ArrayList<>();
  private final During during;
  private final int fewer;

  /**
   * Voters that change from one set to the next.
   *
   * @param sets each a text like "ABC"
   */
  static ModelVoters changing(During during, String... sets) {
    return new ModelVoters(during, 0, List.of(sets));
  }

  /** Three voters for ever; one copy is a majority if that is to be wrong. */
  static ModelVoters three(boolean minority) {
    return new ModelVoters(During.BOTH, minority ? 1 : 0, List.of("ABC"));
  }

  private ModelVoters(During during, int fewer, List<String> sets) {
    this.during = during;
    this.fewer = fewer;
    int former = 0;
    for (String set : sets) {
      int voters = set.chars().map(c -> 1 << (c - 'A')).sum();
      if (former != 0) {
        versions.add(new Version(voters, former));
      }
      versions.add(new Version(voters, 0));
      former = voters;
    }
  }

  int last() {
    return versions.size() - 1;
  }

  boolean isChange(int version) {
    return versions.get(version).former() != 0;
  }

  boolean isMajority(int nodes, int version) {
    Version at = versions.get(version);
    boolean ofNew = isMajorityOf(at.voters(), nodes);
    boolean ofFormer = at.former() == 0 || isMajorityOf(at.former(), nodes);
    return switch (isChange(version) ? during : During.BOTH) {
      case BOTH -> ofNew && ofFormer;
      case NEW_ONLY -> ofNew;
      case FORMER_ONLY -> ofFormer;
    };
  }

  private boolean isMajorityOf(int voters, int nodes) {
    return Integer.bitCount(voters & nodes) > Integer.bitCount(voters) / 2 - fewer;
  }

  /** Whether these nodes are a majority, and would not be without any of them but the one. */
  boolean isLeastMajority(int nodes, int but, int version) {
    if (!isMajority(nodes, version)) {
      return false;
    }
    for (int node = 0; node < ModelState.NODES; node++) {
      int others = nodes & ~(1 << node);
      if (node != but && others != nodes && isMajority(others, version)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return versions + (during == During.BOTH ? "" : " " + during);
  }
}
