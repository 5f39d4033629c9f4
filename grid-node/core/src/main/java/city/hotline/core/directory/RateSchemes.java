package city.hotline.core.directory;

import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The schemes of rates, each from a day on until the next one. Immutable. */
public final class RateSchemes {

  static final String FILE = "schemes.csv";
  static final String HEADER =
      "scheme,valid_from,cycles,unreachable,listed,resolved,satisfied,weights,late,period";

  private static final int LAST_PERIOD_DAY = 28;

  private final TreeMap<LocalDate, RateScheme> byDay = new TreeMap<>();

  private RateSchemes() {}

  /**
   * The one scheme of a text such as the file is. A malformed line is named, with what is expected,
   * in an {@link IllegalArgumentException}.
   */
  public static RateScheme tried(String text) {
    try {
      List<CsvTable.Row> rows =
          CsvTable.read(
              "the scheme",
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              HEADER);
      if (rows.size() > 1) {
        throw rows.get(1).malformed(rows.get(1).code(), "one scheme only");
      }
      return of(rows).first();
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The schemes of a file; a malformed line is named, with what is expected. */
  static RateSchemes of(List<CsvTable.Row> rows) {
    RateSchemes schemes = new RateSchemes();
    for (CsvTable.Row row : rows) {
      RateScheme scheme = scheme(row);
      RateScheme before = schemes.byDay.put(scheme.validFrom(), scheme);
      if (before != null) {
        throw row.malformed(row.field(1), "a day on which " + before.id() + " does not begin");
      }
    }
    if (schemes.byDay.isEmpty()) {
      throw new IllegalStateException(FILE + " has no scheme: add one");
    }
    return schemes;
  }

  private static RateScheme scheme(CsvTable.Row row) {
    return new RateScheme(
        row.code(),
        day(row),
        either(row, 2, "last", "all"),
        either(row, 3, "counted", "excluded"),
        either(row, 4, "excluded", "counted"),
        answers(row, 5, Resolution.class, "RESOLUTION_", "yes, partly or no"),
        answers(
            row,
            6,
            Satisfaction.class,
            "SATISFACTION_",
            "very_satisfied, satisfied, basically_satisfied, dissatisfied or very_dissatisfied"),
        weights(row),
        number(row, 9, 1, LAST_PERIOD_DAY));
  }

  private static LocalDate day(CsvTable.Row row) {
    try {
      return LocalDate.parse(row.field(1));
    } catch (DateTimeParseException e) {
      throw row.malformed(row.field(1), "a day such as 2026-12-01");
    }
  }

  private static boolean either(CsvTable.Row row, int column, String yes, String no) {
    String given = row.field(column);
    if (!given.equals(yes) && !given.equals(no)) {
      throw row.malformed(given, yes + " or " + no);
    }
    return given.equals(yes);
  }

  private static <E extends Enum<E>> Set<E> answers(
      CsvTable.Row row, int column, Class<E> kind, String prefix, String expected) {
    Function<String, E> answer = word -> Enum.valueOf(kind, prefix + word.toUpperCase(Locale.ROOT));
    try {
      return Arrays.stream(row.field(column).split(" ", -1))
          .map(answer)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw row.malformed(row.field(column), expected + ", with a space between them");
    }
  }

  private static RateScheme.Weights weights(CsvTable.Row row) {
    String[] given = row.field(7).split(" ", -1);
    try {
      var weights =
          new RateScheme.Weights(
              Integer.parseInt(given[0]),
              Integer.parseInt(given[1]),
              Integer.parseInt(given[2]),
              number(row, 8, 0, 100));
      if (given.length == 3
          && Math.min(weights.response(), Math.min(weights.resolution(), weights.satisfaction()))
              >= 0
          && weights.response() + weights.resolution() + weights.satisfaction() == 100) {
        return weights;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw row.malformed(row.field(7), "three numbers such as 30 35 35");
    }
    throw row.malformed(row.field(7), "three numbers of 0 or more that make 100");
  }

  private static int number(CsvTable.Row row, int column, int least, int most) {
    try {
      int number = Integer.parseInt(row.field(column));
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for one that is out of range.
    }
    throw row.malformed(row.field(column), "a number from " + least + " to " + most);
  }

  /** The scheme that holds on the day; before the first one begins, that. */
  public RateScheme at(LocalDate day) {
    var found = byDay.floorEntry(day);
    return found == null ? first() : found.getValue();
  }

  /** The scheme of a name. */
  public Optional<RateScheme> named(String id) {
    return byDay.values().stream().filter(scheme -> scheme.id().equals(id)).findFirst();
  }

  /** All their names, in the order in which they begin. */
  public List<String> names() {
    return byDay.values().stream().map(RateScheme::id).toList();
  }

  /** The scheme that begins first. */
  public RateScheme first() {
    return byDay.firstEntry().getValue();
  }
}
