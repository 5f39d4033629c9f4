package city.hotline.core.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import city.hotline.core.directory.FollowUpScript.Answer;
import city.hotline.core.directory.FollowUpScript.Kind;
import city.hotline.core.directory.FollowUpScript.Question;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Which script holds when, what it asks, and what a file of scripts must have. */
class FollowUpScriptsTest {

  private static String script(String id, String day) {
    return """
        ID/responded,DAY,always,a,b
        ID/responded/yes,DAY,always,a,b
        ID/responded/no,DAY,always,a,b
        ID/satisfied,DAY,always,a,b
        ID/satisfied/very_satisfied,DAY,always,a,b
        ID/satisfied/satisfied,DAY,always,a,b
        ID/satisfied/basically_satisfied,DAY,always,a,b
        ID/satisfied/dissatisfied,DAY,always,a,b
        ID/satisfied/very_dissatisfied,DAY,always,a,b
        ID/resolved,DAY,always,a,b
        ID/resolved/yes,DAY,always,a,b
        ID/resolved/partly,DAY,always,a,b
        ID/resolved/no,DAY,always,a,b
        """
        .replace("ID", id)
        .replace("DAY", day);
  }

  @Test
  void aScriptHoldsFromItsDayUntilTheNextOneBegins() {
    FollowUpScripts scripts = scripts(script("b", "2026-12-01") + script("a", "2026-01-01"));
    assertThat(scripts.at(LocalDate.of(2026, 11, 30)).id()).isEqualTo("a");
    assertThat(scripts.at(LocalDate.of(2026, 12, 1)).id()).isEqualTo("b");
    assertThat(scripts.at(LocalDate.of(2025, 1, 1)).id()).as("before the first").isEqualTo("a");
    assertThat(scripts.find("b").orElseThrow().questions())
        .as("as they stand in the file")
        .extracting(Question::kind)
        .containsExactly(Kind.RESPONDED, Kind.SATISFIED, Kind.RESOLVED);
    assertThat(scripts.find("c")).isEmpty();
    assertThat(scripts.ids()).containsExactly("a", "b");
  }

  @Test
  void theDefaultAsksWhetherItIsSolvedOnlyWhereSomethingIsAskedFor() {
    FollowUpScript script = Directory.beijing().scripts().at(LocalDate.of(2026, 12, 1));
    assertThat(script.questions())
        .extracting(Question::kind)
        .containsExactly(Kind.RESPONDED, Kind.RESOLVED, Kind.SATISFIED);
    assertThat(script.leavesOut(Kind.RESOLVED)).isTrue();
    assertThat(script.leavesOut(Kind.SATISFIED)).isFalse();
    assertThat(script.questions().get(1).answers())
        .extracting(Answer::value)
        .containsExactly("yes", "partly", "no");
  }

  @Test
  void namesWhatIsMissingOrWrong() {
    String good = script("a", "2026-01-01");
    refuses(good.replace("a/resolved/partly,2026-01-01,always,a,b\n", ""), "resolved with all of");
    refuses(good.replace("satisfied/dissatisfied", "satisfied/unhappy"), "one of basically");
    refuses(good.replace("a/responded,2026-01-01", "a/responded,someday"), "a day such as");
    refuses(good.replace("a/resolved/no,2026-01-01", "a/resolved/no,2026-01-02"), "2026-01-01, as");
    refuses(good.replace("a/responded,2026-01-01,always", "a/responded,2026-01-01,asking"), "only");
    refuses(good.replace("a/resolved,2026-01-01,always", "a/resolved,2026-01-01,never"), "asking");
    refuses(good.replace("a/satisfied,", "a/content,"), "responded, resolved or satisfied");
    refuses(good.replace("a/resolved/no,", "a/resolved/no/no,"), "script/question");
    refuses(good + script("b", "2026-01-01"), "a day on which a does not begin");
    refuses("", "has no script");
  }

  private static void refuses(String lines, String expected) {
    assertThatIllegalStateException()
        .isThrownBy(() -> scripts(lines))
        .withMessageContaining(expected);
  }

  private static FollowUpScripts scripts(String lines) {
    String text = FollowUpScripts.HEADER + "\n" + lines;
    try {
      return FollowUpScripts.of(
          CsvTable.read(
              FollowUpScripts.FILE,
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              FollowUpScripts.HEADER));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
