package city.hotline.city;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.figures.v1.AnswerCounts;
import java.util.Arrays;

/** How often citizens said what; the driver's own count. */
final class Said {
  private static final int UNREACHABLE = 0;
  private static final int RESPONDED = 1;
  private static final int NOT_RESPONDED = 2;
  private static final int LATE = 3;
  // Resolution and satisfaction by the numbers of their answers.
  private static final int RESOLUTION = 3;
  private static final int SATISFACTION = 6;
  private static final int ALL = 12;

  private final long[] counts = new long[ALL];

  /** One answer more. */
  void add(Answers answers, boolean late) {
    if (late) {
      counts[LATE]++;
    }
    if (answers.getUnreachable()) {
      counts[UNREACHABLE]++;
      return;
    }
    counts[answers.getResponded() ? RESPONDED : NOT_RESPONDED]++;
    if (answers.getResolutionValue() > 0) {
      counts[RESOLUTION + answers.getResolutionValue()]++;
    }
    counts[SATISFACTION + answers.getSatisfactionValue()]++;
  }

  void add(Said more) {
    for (int i = 0; i < ALL; i++) {
      counts[i] += more.counts[i];
    }
  }

  long responded() {
    return counts[RESPONDED];
  }

  /** Those that were reached. */
  long reached() {
    return counts[RESPONDED] + counts[NOT_RESPONDED];
  }

  long late() {
    return counts[LATE];
  }

  long unreachable() {
    return counts[UNREACHABLE];
  }

  /** Those that gave the answer of this number: 1 yes, 2 partly, 3 no. */
  long resolution(int answer) {
    return counts[RESOLUTION + answer];
  }

  /** Those that gave the answer of this number: 1 very satisfied to 5 very dissatisfied. */
  long satisfaction(int answer) {
    return counts[SATISFACTION + answer];
  }

  /** Whether the grid counted the same. */
  boolean equalTo(AnswerCounts grid) {
    return Arrays.equals(
        counts,
        new long[] {
          grid.getUnreachable(),
          grid.getResponded(),
          grid.getNotResponded(),
          grid.getOverdue(),
          grid.getResolved(),
          grid.getPartlyResolved(),
          grid.getNotResolved(),
          grid.getVerySatisfied(),
          grid.getSatisfied(),
          grid.getBasicallySatisfied(),
          grid.getDissatisfied(),
          grid.getVeryDissatisfied()
        });
  }

  /** As numbers with blanks between, to be read by {@link #parse}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (long count : counts) {
      text.append(text.length() == 0 ? "" : " ").append(count);
    }
    return text.toString();
  }

  /** What {@link #toString} wrote. */
  static Said parse(String text) {
    var said = new Said();
    String[] parts = text.split(" ", -1);
    for (int i = 0; i < ALL; i++) {
      said.counts[i] = Long.parseLong(parts[i]);
    }
    return said;
  }
}
