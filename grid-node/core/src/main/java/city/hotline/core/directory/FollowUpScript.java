package city.hotline.core.directory;

import java.time.LocalDate;
import java.util.List;

/**
 * What citizens are asked afterwards, in which words and order (DOMAIN section 6). Assumed,
 * therefore data with a date: see {@code questions.csv}.
 *
 * @param id its name
 * @param validFrom the first day on which it holds
 * @param questions in the order asked
 */
public record FollowUpScript(String id, LocalDate validFrom, List<Question> questions) {

  /** What is asked. */
  public enum Kind {
    /** Whether the unit contacted the citizen. */
    RESPONDED,
    /** Whether it is solved. */
    RESOLVED,
    /** Whether the citizen is satisfied. */
    SATISFIED
  }

  /**
   * One question.
   *
   * @param onlyWhenAsking whether it is left out where the order's class asks for nothing
   * @param answers in the order told
   */
  public record Question(Kind kind, boolean onlyWhenAsking, Words words, List<Answer> answers) {}

  /**
   * One answer.
   *
   * @param value such as "partly", as in the answers of an order
   */
  public record Answer(String value, Words words) {}

  /** The same in two languages. */
  public record Words(String chinese, String english) {}

  /** Whether the question is left out of an order whose class asks for nothing. */
  public boolean leavesOut(Kind kind) {
    return questions.stream().anyMatch(each -> each.kind() == kind && each.onlyWhenAsking());
  }
}
