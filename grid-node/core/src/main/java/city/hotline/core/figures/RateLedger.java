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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

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
    RateRow kind = kind(cycle, classCode, last);
    today.put(kind, counted(today.getOrDefault(kind, AnswerCounts.getDefaultInstance()), cycle));
  }

  private static RateRow kind(Cycle cycle, String classCode, boolean last) {
    return RateRow.newBuilder()
        .setUnit(cycle.getUnit())
        .setClassCode(classCode)
        .setAsks(cycle.getCounting().getAsks())
        .setListed(cycle.getListed())
        .setLast(last)
        .build();
  }

  /** What one cycle adds to its day. */
  public static RateRow row(Cycle cycle, String classCode, boolean last) {
    return kind(cycle, classCode, last).toBuilder()
        .setCounts(counted(AnswerCounts.getDefaultInstance(), cycle))
        .build();
  }

  private void pack() {
    if (!today.isEmpty()) {
      over.put(day, packed(day, today));
      today.clear();
    }
  }

  private static ByteString packed(LocalDate day, Map<RateRow, AnswerCounts> rows) {
    RateDay.Builder packed = RateDay.newBuilder().setDay(day.toString());
    rows.forEach((kind, counts) -> packed.addRows(kind.toBuilder().setCounts(counts)));
    return packed.build().toByteString();
  }

  private static AnswerCounts counted(AnswerCounts before, Cycle cycle) {
    Answers answers = cycle.getAnswers();
    AnswerCounts.Builder now = before.toBuilder();
    if (cycle.getOverdue()) {
      now.setOverdue(now.getOverdue() + 1);
    }
    if (answers.getUnreachable()) {
      return now.setUnreachable(now.getUnreachable() + 1).build();
    }
    if (answers.getResponded()) {
      now.setResponded(now.getResponded() + 1);
    } else {
      now.setNotResponded(now.getNotResponded() + 1);
    }
    switch (answers.getResolution()) {
      case RESOLUTION_YES -> now.setResolved(now.getResolved() + 1);
      case RESOLUTION_PARTLY -> now.setPartlyResolved(now.getPartlyResolved() + 1);
      case RESOLUTION_NO -> now.setNotResolved(now.getNotResolved() + 1);
      case RESOLUTION_UNSPECIFIED -> {
        // Not asked, as the class asks for nothing.
      }
      case UNRECOGNIZED -> throw unknown(cycle);
    }
    switch (answers.getSatisfaction()) {
      case SATISFACTION_VERY_SATISFIED -> now.setVerySatisfied(now.getVerySatisfied() + 1);
      case SATISFACTION_SATISFIED -> now.setSatisfied(now.getSatisfied() + 1);
      case SATISFACTION_BASICALLY_SATISFIED ->
          now.setBasicallySatisfied(now.getBasicallySatisfied() + 1);
      case SATISFACTION_DISSATISFIED -> now.setDissatisfied(now.getDissatisfied() + 1);
      case SATISFACTION_VERY_DISSATISFIED -> now.setVeryDissatisfied(now.getVeryDissatisfied() + 1);
      case SATISFACTION_UNSPECIFIED, UNRECOGNIZED -> throw unknown(cycle);
    }
    return now.build();
  }

  private static IllegalStateException unknown(Cycle cycle) {
    return new IllegalStateException("a record holds answers this version does not know: " + cycle);
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
    return freeze().get();
  }

  /** The days as they are now, to be put into messages on any thread; copies references only. */
  public Supplier<List<ByteString>> freeze() {
    return freeze(LocalDate.MIN, LocalDate.MAX);
  }

  /** The same of the days from a first to a last one. */
  public Supplier<List<ByteString>> freeze(LocalDate first, LocalDate last) {
    List<ByteString> days = new ArrayList<>(over.subMap(first, true, last, true).values());
    LocalDate current = day;
    boolean within = !current.isBefore(first) && !current.isAfter(last);
    Map<RateRow, AnswerCounts> rows = within ? new TreeMap<>(today) : Map.of();
    return () -> {
      if (!rows.isEmpty()) {
        days.add(packed(current, rows));
      }
      return days;
    };
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
