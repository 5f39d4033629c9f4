package city.hotline.core.rates;

import city.hotline.core.directory.RateScheme;
import city.hotline.core.directory.RateSchemes;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which scheme a span is counted: by the one that is asked for; else a closed month by the one
 * it was closed with, and every other span by the one of its last day. Immutable.
 */
public final class SchemeChoice {

  private final RateSchemes schemes;
  private final String asked;

  private SchemeChoice(RateSchemes schemes, String asked) {
    this.schemes = schemes;
    this.asked = asked;
  }

  /**
   * Among these.
   *
   * @param asked the name of one, or empty
   * @throws IllegalArgumentException when there is none of this name, with those that there are
   */
  public static SchemeChoice of(RateSchemes schemes, String asked) {
    if (!asked.isEmpty()) {
      named(schemes, asked, "");
    }
    return new SchemeChoice(schemes, asked);
  }

  /**
   * The scheme.
   *
   * @param closedWith those with which dockets closed the month
   * @throws IllegalArgumentException when these are several, or are not known any more
   */
  public RateScheme at(Span span, Collection<String> closedWith) {
    if (!asked.isEmpty()) {
      return named(schemes, asked, "");
    }
    Set<String> different = new TreeSet<>(closedWith);
    if (different.isEmpty()) {
      return schemes.at(span.last());
    }
    String why = "; " + span.period() + " was closed with " + String.join(" and ", different);
    return named(schemes, different.size() == 1 ? different.iterator().next() : "several", why);
  }

  /** Months of journals from before schemes were closed with none, which means the first. */
  private static RateScheme named(RateSchemes schemes, String name, String why) {
    return name.isEmpty()
        ? schemes.first()
        : schemes
            .named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "scheme: "
                            + name
                            + " (expected: one of "
                            + String.join(", ", schemes.names())
                            + why
                            + ")"));
  }
}
