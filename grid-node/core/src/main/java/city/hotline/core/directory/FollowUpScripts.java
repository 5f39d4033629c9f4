package city.hotline.core.directory;

import city.hotline.core.directory.FollowUpScript.Answer;
import city.hotline.core.directory.FollowUpScript.Kind;
import city.hotline.core.directory.FollowUpScript.Question;
import city.hotline.core.directory.FollowUpScript.Words;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The scripts of follow-ups, each from a day on until the next one. Immutable. */
public final class FollowUpScripts {

  static final String FILE = "questions.csv";
  static final String HEADER = "row,valid_from,asked,chinese,english";

  /** Every answer that can be recorded: a script must have words for all, and none for others. */
  private static final Map<Kind, Set<String>> ANSWERS =
      Map.of(
          Kind.RESPONDED,
          Set.of("yes", "no"),
          Kind.RESOLVED,
          Set.of("yes", "partly", "no"),
          Kind.SATISFIED,
          Set.of(
              "very_satisfied",
              "satisfied",
              "basically_satisfied",
              "dissatisfied",
              "very_dissatisfied"));

  private final TreeMap<LocalDate, FollowUpScript> byDay = new TreeMap<>();

  private FollowUpScripts() {}

  /** The scripts of a file; a malformed line is named, with what is expected. */
  static FollowUpScripts of(List<CsvTable.Row> rows) {
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (CsvTable.Row row : rows) {
      String[] name = row.code().split("/", -1);
      if (name.length < 2 || name.length > 3) {
        throw row.malformed(row.code(), "script/question or script/question/answer");
      }
      drafts.computeIfAbsent(name[0], id -> new Draft(row, day(row))).add(row, name);
    }
    FollowUpScripts scripts = new FollowUpScripts();
    drafts.forEach((id, draft) -> scripts.add(draft.script(id), draft.first));
    if (scripts.byDay.isEmpty()) {
      throw new IllegalStateException(FILE + " has no script: add one");
    }
    return scripts;
  }

  private void add(FollowUpScript script, CsvTable.Row first) {
    FollowUpScript before = byDay.put(script.validFrom(), script);
    if (before != null) {
      throw first.malformed(first.field(1), "a day on which " + before.id() + " does not begin");
    }
  }

  private static LocalDate day(CsvTable.Row row) {
    try {
      return LocalDate.parse(row.field(1));
    } catch (DateTimeParseException e) {
      throw row.malformed(row.field(1), "a day such as 2026-12-01");
    }
  }

  /** The script that holds on the day; before the first one begins, that. */
  public FollowUpScript at(LocalDate day) {
    var found = byDay.floorEntry(day);
    return found == null ? byDay.firstEntry().getValue() : found.getValue();
  }

  /** The script of a name. */
  public Optional<FollowUpScript> find(String id) {
    return byDay.values().stream().filter(script -> script.id().equals(id)).findFirst();
  }

  /** The names of all scripts, oldest first. */
  public List<String> ids() {
    return byDay.values().stream().map(FollowUpScript::id).toList();
  }

  /** A script while its rows are read. */
  private static final class Draft {
    private final CsvTable.Row first;
    private final LocalDate day;
    private final Map<Kind, Question> questions = new LinkedHashMap<>();

    Draft(CsvTable.Row first, LocalDate day) {
      this.first = first;
      this.day = day;
    }

    void add(CsvTable.Row row, String[] name) {
      if (!day(row).equals(day)) {
        throw row.malformed(row.field(1), day + ", as the rows of the script before it");
      }
      Kind kind = kind(row, name[1]);
      Words words = new Words(row.field(3), row.field(4));
      if (name.length == 2) {
        questions.put(kind, new Question(kind, isOnlyWhenAsking(row), words, new ArrayList<>()));
        return;
      }
      Question question = questions.get(kind);
      if (question == null || question.onlyWhenAsking() != isOnlyWhenAsking(row)) {
        throw row.malformed(row.code(), "the question itself in a line before, asked alike");
      }
      if (!ANSWERS.getOrDefault(kind, Set.of()).contains(name[2])) {
        throw row.malformed(name[2], "one of " + String.join(", ", answers(kind)));
      }
      question.answers().add(new Answer(name[2], words));
    }

    private static Kind kind(CsvTable.Row row, String word) {
      try {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw row.malformed(word, "responded, resolved or satisfied");
      }
    }

    private static boolean isOnlyWhenAsking(CsvTable.Row row) {
      return switch (row.field(2)) {
        case "always" -> false;
        case "asking" -> {
          if (!row.code().split("/", -1)[1].equals("resolved")) {
            throw row.malformed("asking", "always: only resolved can be left out");
          }
          yield true;
        }
        default -> throw row.malformed(row.field(2), "always or asking");
      };
    }

    private static List<String> answers(Kind kind) {
      return ANSWERS.getOrDefault(kind, Set.of()).stream().sorted().toList();
    }

    /** Refuses one that lacks a question or an answer. */
    FollowUpScript script(String id) {
      for (Kind kind : Kind.values()) {
        Question question = questions.get(kind);
        Set<String> given =
            question == null
                ? Set.of()
                : question.answers().stream().map(Answer::value).collect(Collectors.toSet());
        if (!given.equals(ANSWERS.get(kind))) {
          throw first.malformed(
              id, kind.name().toLowerCase(Locale.ROOT) + " with all of " + answers(kind));
        }
      }
      return new FollowUpScript(
          id,
          day,
          questions.values().stream()
              .map(
                  q ->
                      new Question(
                          q.kind(), q.onlyWhenAsking(), q.words(), List.copyOf(q.answers())))
              .toList());
    }
  }
}
