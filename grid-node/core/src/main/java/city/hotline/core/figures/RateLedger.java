package city.hotline.core.figures;

import static java.util.Comparator.comparing;

import city.hotline.core.moment.Times;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateDay;
import city.hotline.proto.figures.v1.RateRow;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The answers of citizens by day, unit and class, as they were given: every scheme can count them
 * again, and the rates of every unit, class and span are sums of these rows. Days that are over are
 * packed into bytes and do not change. Not thread-safe: the docket's one writer folds into it.
 */
public final class RateLedger {

  private static final Comparator<RateRow> BY_KIND =
      comparing(RateRow::getUnit)
          .thenComparing(RateRow::getClassCode)
          .thenComparing(RateRow::getAsks)
          .thenComparing(RateRow::getListed)
          .thenComparing(RateRow::getLast);

  private final TreeMap<LocalDate, ByteString> over = new TreeMap<>();
  private final TreeMap<RateRow, AnswerCounts> today = new TreeMap<>(BY_KIND);
  private LocalDate day = LocalDate.EPOCH;

  /**
   * A cycle has ended.
   *
   * @param last whether the order is closed; else another cycle follows
   */
  public void count(Cycle cycle, String classCode, boolean last) {
    LocalDate answered = Times.day(cycle.getAnsweredMs());
    if (answered.isAfter(day)) {
      pack();
      day = answered;
    }
    RateRow kind =
        RateRow.newBuilder()
            .setUnit(cycle.getUnit())
            .setClassCode(classCode)
            .setAsks(cycle.getCounting().getAsks())
            .setListed(cycle.getListed())
            .setLast(last)
            .build();
    today.merge(kind, counted(cycle), RateLedger::sum);
  }

  private void pack() {
    if (!today.isEmpty()) {
      over.put(day, present().toByteString());
      today.clear();
    }
  }

  private RateDay present() {
    RateDay.Builder now = RateDay.newBuilder().setDay(day.toString());
    today.forEach((kind, counts) -> now.addRows(kind.toBuilder().setCounts(counts)));
    return now.build();
  }

  private static AnswerCounts counted(Cycle cycle) {
    Answers answers = cycle.getAnswers();
    AnswerCounts.Builder one = AnswerCounts.newBuilder().setOverdue(cycle.getOverdue() ? 1 : 0);
    if (answers.getUnreachable()) {
      return one.setUnreachable(1).build();
    }
    if (answers.getResponded()) {
      one.setResponded(1);
    } else {
      one.setNotResponded(1);
    }
    switch (answers.getResolution()) {
      case RESOLUTION_YES -> one.setResolved(1);
      case RESOLUTION_PARTLY -> one.setPartlyResolved(1);
      case RESOLUTION_NO -> one.setNotResolved(1);
      case RESOLUTION_UNSPECIFIED, UNRECOGNIZED -> throw unknown(cycle);
    }
    switch (answers.getSatisfaction()) {
      case SATISFACTION_VERY_SATISFIED -> one.setVerySatisfied(1);
      case SATISFACTION_SATISFIED -> one.setSatisfied(1);
      case SATISFACTION_BASICALLY_SATISFIED -> one.setBasicallySatisfied(1);
      case SATISFACTION_DISSATISFIED -> one.setDissatisfied(1);
      case SATISFACTION_VERY_DISSATISFIED -> one.setVeryDissatisfied(1);
      case SATISFACTION_UNSPECIFIED, UNRECOGNIZED -> throw unknown(cycle);
    }
    return one.build();
  }

  private static IllegalStateException unknown(Cycle cycle) {
    return new IllegalStateException("a record holds answers this version does not know: " + cycle);
  }

  /** The counts of both. */
  public static AnswerCounts sum(AnswerCounts one, AnswerCounts other) {
    return AnswerCounts.newBuilder()
        .setUnreachable(one.getUnreachable() + other.getUnreachable())
        .setResponded(one.getResponded() + other.getResponded())
        .setNotResponded(one.getNotResponded() + other.getNotResponded())
        .setResolved(one.getResolved() + other.getResolved())
        .setPartlyResolved(one.getPartlyResolved() + other.getPartlyResolved())
        .setNotResolved(one.getNotResolved() + other.getNotResolved())
        .setVerySatisfied(one.getVerySatisfied() + other.getVerySatisfied())
        .setSatisfied(one.getSatisfied() + other.getSatisfied())
        .setBasicallySatisfied(one.getBasicallySatisfied() + other.getBasicallySatisfied())
        .setDissatisfied(one.getDissatisfied() + other.getDissatisfied())
        .setVeryDissatisfied(one.getVeryDissatisfied() + other.getVeryDissatisfied())
        .setOverdue(one.getOverdue() + other.getOverdue())
        .build();
  }

  /** Forgets the days before one. */
  public void forgetBefore(LocalDate first) {
    over.headMap(first).clear();
    if (day.isBefore(first)) {
      today.clear();
    }
  }

  /** Goes on from the days of a snapshot, oldest first; the last of them goes on being counted. */
  public void restore(List<ByteString> days) {
    for (int i = 0; i < days.size(); i++) {
      RateDay read = read(days.get(i));
      day = LocalDate.parse(read.getDay());
      if (i < days.size() - 1) {
        over.put(day, days.get(i));
      } else {
        read.getRowsList()
            .forEach(r -> today.put(r.toBuilder().clearCounts().build(), r.getCounts()));
      }
    }
  }

  /** All days, oldest first, each a serialised {@link RateDay}; a copy. */
  public List<ByteString> days() {
    List<ByteString> days = new ArrayList<>(over.values());
    if (!today.isEmpty()) {
      days.add(present().toByteString());
    }
    return days;
  }

  /** One of {@link #days}. */
  public static RateDay read(ByteString day) {
    try {
      return RateDay.parseFrom(day);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a day that was packed here cannot be read", e);
    }
  }
}
