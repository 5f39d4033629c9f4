package city.hotline.core.rates;

import city.hotline.core.directory.RateScheme;
import city.hotline.core.figures.RateLedger;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateRow;
import city.hotline.proto.rates.v1.RateCount;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers of citizens added up, apart by what schemes tell apart: whether the class asks for
 * something, whether the matter was listed as pending, whether another cycle followed. Sums of
 * parts are the sum of the whole. Not thread-safe.
 */
public final class AnswerSum {

  private static final int KINDS = 8;
  private static final int ASKS = 1;
  private static final int LISTED = 2;
  private static final int LAST = 4;

  private final AnswerCounts.Builder[] kinds = new AnswerCounts.Builder[KINDS];

  /** The sum of these rows; their units and classes do not matter. */
  public static AnswerSum of(List<RateRow> rows) {
    AnswerSum sum = new AnswerSum();
    rows.forEach(sum::add);
    return sum;
  }

  /** What was said at the end of one cycle. */
  public static AnswerSum of(Cycle cycle, boolean last) {
    AnswerSum sum = new AnswerSum();
    sum.add(RateLedger.row(cycle, "", last));
    return sum;
  }

  /** Adds a row of the ledger, or of another sum. */
  public void add(RateRow row) {
    int kind =
        (row.getAsks() ? ASKS : 0) | (row.getListed() ? LISTED : 0) | (row.getLast() ? LAST : 0);
    add(kind, row.getCounts());
  }

  /** Adds all of another sum. */
  public void add(AnswerSum other) {
    for (int kind = 0; kind < KINDS; kind++) {
      if (other.kinds[kind] != null) {
        add(kind, other.kinds[kind].build());
      }
    }
  }

  private void add(int kind, AnswerCounts more) {
    if (kinds[kind] == null) {
      kinds[kind] = AnswerCounts.newBuilder();
    }
    addTo(kinds[kind], more);
  }

  private static void addTo(AnswerCounts.Builder sum, AnswerCounts more) {
    sum.setUnreachable(sum.getUnreachable() + more.getUnreachable())
        .setResponded(sum.getResponded() + more.getResponded())
        .setNotResponded(sum.getNotResponded() + more.getNotResponded())
        .setResolved(sum.getResolved() + more.getResolved())
        .setPartlyResolved(sum.getPartlyResolved() + more.getPartlyResolved())
        .setNotResolved(sum.getNotResolved() + more.getNotResolved())
        .setVerySatisfied(sum.getVerySatisfied() + more.getVerySatisfied())
        .setSatisfied(sum.getSatisfied() + more.getSatisfied())
        .setBasicallySatisfied(sum.getBasicallySatisfied() + more.getBasicallySatisfied())
        .setDissatisfied(sum.getDissatisfied() + more.getDissatisfied())
        .setVeryDissatisfied(sum.getVeryDissatisfied() + more.getVeryDissatisfied())
        .setOverdue(sum.getOverdue() + more.getOverdue());
  }

  /** As rows whose unit is the group that they are of; without a class. */
  public List<RateRow> rows(String group) {
    List<RateRow> rows = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      if (kinds[kind] != null) {
        rows.add(
            RateRow.newBuilder()
                .setUnit(group)
                .setAsks((kind & ASKS) != 0)
                .setListed((kind & LISTED) != 0)
                .setLast((kind & LAST) != 0)
                .setCounts(kinds[kind])
                .build());
      }
    }
    return rows;
  }

  /** The answers as given, without what the scheme leaves out. */
  public AnswerCounts counts(RateScheme scheme) {
    AnswerCounts.Builder all = AnswerCounts.newBuilder();
    for (int kind = 0; kind < KINDS; kind++) {
      if (kinds[kind] != null && !isLeftOut(kind, scheme)) {
        addTo(all, kinds[kind].build());
      }
    }
    return all.build();
  }

  /** A number that rates are made of, by the scheme. */
  public long count(RateCount what, RateScheme scheme) {
    long count = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      if (kinds[kind] != null) {
        boolean out = isLeftOut(kind, scheme);
        if (what == RateCount.RATE_COUNT_EXCLUDED) {
          count += out ? asked(kinds[kind]) : 0;
        } else if (!out) {
          count += count(what, scheme, kinds[kind], (kind & ASKS) != 0);
        }
      }
    }
    return count;
  }

  private static boolean isLeftOut(int kind, RateScheme scheme) {
    return scheme.leavesOut((kind & LISTED) != 0, (kind & LAST) != 0);
  }

  private static long count(
      RateCount what, RateScheme scheme, AnswerCounts.Builder said, boolean asks) {
    long followedUp =
        scheme.countsUnreachable() ? asked(said) : said.getResponded() + said.getNotResponded();
    return switch (what) {
      case RATE_COUNT_FOLLOWED_UP -> followedUp;
      case RATE_COUNT_RESPONDED -> said.getResponded();
      case RATE_COUNT_NOT_RESPONDED -> followedUp - said.getResponded();
      case RATE_COUNT_ASKING -> asks ? followedUp : 0;
      case RATE_COUNT_RESOLVED -> asks ? resolved(scheme, said) : 0;
      case RATE_COUNT_NOT_RESOLVED -> asks ? followedUp - resolved(scheme, said) : 0;
      case RATE_COUNT_SATISFIED -> satisfied(scheme, said);
      case RATE_COUNT_NOT_SATISFIED -> followedUp - satisfied(scheme, said);
      case RATE_COUNT_UNREACHABLE -> said.getUnreachable();
      case RATE_COUNT_LATE -> said.getOverdue();
      case RATE_COUNT_ASKED -> asked(said);
      case RATE_COUNT_SAID_SOLVED -> said.getResolved();
      case RATE_COUNT_SAID_PARTLY -> said.getPartlyResolved();
      case RATE_COUNT_SAID_UNSOLVED -> said.getNotResolved();
      case RATE_COUNT_SAID_VERY_SATISFIED -> said.getVerySatisfied();
      case RATE_COUNT_SAID_SATISFIED -> said.getSatisfied();
      case RATE_COUNT_SAID_BASICALLY_SATISFIED -> said.getBasicallySatisfied();
      case RATE_COUNT_SAID_DISSATISFIED -> said.getDissatisfied();
      case RATE_COUNT_SAID_VERY_DISSATISFIED -> said.getVeryDissatisfied();
      case RATE_COUNT_EXCLUDED, RATE_COUNT_UNSPECIFIED, UNRECOGNIZED -> 0;
    };
  }

  private static long asked(AnswerCounts.Builder said) {
    return said.getResponded() + said.getNotResponded() + said.getUnreachable();
  }

  private static long resolved(RateScheme scheme, AnswerCounts.Builder said) {
    return (scheme.isResolved(Resolution.RESOLUTION_YES) ? said.getResolved() : 0)
        + (scheme.isResolved(Resolution.RESOLUTION_PARTLY) ? said.getPartlyResolved() : 0)
        + (scheme.isResolved(Resolution.RESOLUTION_NO) ? said.getNotResolved() : 0);
  }

  private static long satisfied(RateScheme scheme, AnswerCounts.Builder said) {
    long count = 0;
    for (Satisfaction answer : scheme.satisfied()) {
      count +=
          switch (answer) {
            case SATISFACTION_VERY_SATISFIED -> said.getVerySatisfied();
            case SATISFACTION_SATISFIED -> said.getSatisfied();
            case SATISFACTION_BASICALLY_SATISFIED -> said.getBasicallySatisfied();
            case SATISFACTION_DISSATISFIED -> said.getDissatisfied();
            case SATISFACTION_VERY_DISSATISFIED -> said.getVeryDissatisfied();
            case SATISFACTION_UNSPECIFIED, UNRECOGNIZED -> 0;
          };
    }
    return count;
  }
}
