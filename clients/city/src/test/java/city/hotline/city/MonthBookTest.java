package city.hotline.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.proto.department.v1.OrderChange;
import city.hotline.proto.department.v1.OrderSnapshot;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.AnswersRecorded;
import city.hotline.proto.docket.v1.ClockKind;
import city.hotline.proto.docket.v1.Counting;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.OrderOpened;
import city.hotline.proto.docket.v1.OrderOverdue;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's own count of a month, its ranking, and what it remembers from day to day. */
class MonthBookTest {
  private static final Answers CONTENT = answers(true, Resolution.RESOLUTION_YES);
  private static final String SCHEME =
      "2026-a,2020-01-01,all,excluded,excluded,yes,very_satisfied satisfied,30 35 35,5,19";

  private final Problems problems = new Problems();
  private final MonthBook book = new MonthBook((order, cycle) -> CONTENT, problems);

  private static Answers answers(boolean responded, Resolution resolution) {
    return Answers.newBuilder()
        .setResponded(responded)
        .setResolution(resolution)
        .setSatisfaction(Satisfaction.SATISFACTION_SATISFIED)
        .build();
  }

  private static WatchOrdersResponse message(long sequence, DocketEvent.Builder... events) {
    var change = OrderChange.newBuilder();
    for (DocketEvent.Builder event : events) {
      change.addEvents(event);
    }
    return WatchOrdersResponse.newBuilder()
        .setShard(ShardRef.newBuilder().setDistrict("110105").setDocket("110105001"))
        .setPosition(Position.newBuilder().setEpoch(1).setSequence(sequence))
        .setChange(change)
        .build();
  }

  private static DocketEvent.Builder opened(String id) {
    return DocketEvent.newBuilder()
        .setOrderOpened(
            OrderOpened.newBuilder()
                .setOrderId(id)
                .setDraft(OrderDraft.newBuilder().setClassCode("010101")));
  }

  private static DocketEvent.Builder answered(String id, Answers answers) {
    return DocketEvent.newBuilder()
        .setAnswersRecorded(
            AnswersRecorded.newBuilder()
                .setOrderId(id)
                .setUnit("110105001")
                .setAnswers(answers)
                .setCounting(Counting.newBuilder().setAsks(true)));
  }

  private static DocketEvent.Builder late(String id) {
    return DocketEvent.newBuilder()
        .setOrderOverdue(
            OrderOverdue.newBuilder().setOrderId(id).setClock(ClockKind.CLOCK_KIND_REPLY));
  }

  @Test
  void countsARecordOnceAndWhatCameLate() {
    book.read(message(1, opened("A"), opened("B")));
    book.read(message(2, late("A")));
    assertThat(book.read(message(3, answered("A", CONTENT)))).isTrue();
    assertThat(book.read(message(3, answered("A", CONTENT)))).isFalse();
    book.read(message(4, answered("B", CONTENT)));
    assertThat(book.rows()).containsOnlyKeys(new MonthBook.Kind("110105001", "010101", true));
    Said said = book.rows().values().iterator().next();
    assertThat(said.reached()).isEqualTo(2);
    assertThat(said.late()).isEqualTo(1);
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void takesAllPartsOfASnapshot() {
    var first = OrderSnapshot.newBuilder().addOrders(Order.newBuilder().setOrderId("A"));
    var last = OrderSnapshot.newBuilder().addOrders(Order.newBuilder().setOrderId("B"));
    WatchOrdersResponse.Builder at = message(4).toBuilder();
    assertThat(book.read(at.setSnapshot(first.setMore(true)).build())).isTrue();
    assertThat(book.read(at.setSnapshot(last.setBefore(1)).build())).isTrue();
    assertThat(book.open()).isEqualTo(2);
    assertThat(book.read(at.build())).isFalse();
  }

  @Test
  void aSnapshotThatBrokeOffIsReplacedByTheNextOne() {
    var expectsTheSecond =
        new MonthBook(
            (order, cycle) -> cycle == 2 ? CONTENT : answers(false, Resolution.RESOLUTION_NO),
            problems);
    var part = OrderSnapshot.newBuilder().setMore(true);
    var order = Order.newBuilder().setOrderId("A").setCycle(1);
    expectsTheSecond.read(message(4).toBuilder().setSnapshot(part.addOrders(order)).build());
    var whole = OrderSnapshot.newBuilder().addOrders(order.setCycle(2));
    expectsTheSecond.read(message(6).toBuilder().setSnapshot(whole).build());
    expectsTheSecond.read(message(7, answered("A", CONTENT)));
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void tellsWhereTheGridHasHeardSomethingElseAndCountsWhatWasSaid() {
    book.read(message(1, opened("A"), opened("B")));
    book.read(message(2, answered("A", answers(false, Resolution.RESOLUTION_YES))));
    assertThat(problems.lines()).hasSize(1);
    book.read(message(3, answered("B", answers(true, Resolution.RESOLUTION_NO))));
    assertThat(problems.lines()).hasSize(2);
    assertThat(book.rows().values().iterator().next().resolution(1)).isEqualTo(2);
  }

  @Test
  void goesOnFromItsFileAsItWas(@TempDir Path folder) throws Exception {
    book.read(message(1, opened("A"), opened("B")));
    book.read(message(2, answered("A", CONTENT)));
    Path file = folder.resolve("state");
    var state =
        new MonthState(
            7, YearMonth.of(2026, 12), Map.of("110105", "t,1"), book.lines(), List.of("u,1"));
    state.write(file);
    MonthState read = MonthState.read(file);
    assertThat(read).isEqualTo(state);
    var again = new MonthBook((order, cycle) -> CONTENT, problems);
    again.restore(read.book());
    again.read(message(2, answered("A", CONTENT)));
    again.read(message(3, answered("B", CONTENT)));
    assertThat(again.answers()).isEqualTo(2);
    assertThat(again.open()).isEqualTo(book.open());
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void aFileThatIsNoStateIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("state"), "something else");
    assertThatThrownBy(() -> MonthState.read(file))
        .hasMessageContaining("not the state of a month");
  }

  @Test
  void ranksByTheSchemesWeights() {
    var good = new Said();
    good.add(CONTENT, false);
    var lateOne = new Said();
    lateOne.add(CONTENT, true);
    var bad = new Said();
    bad.add(answers(false, Resolution.RESOLUTION_NO), false);
    var unreached = new Said();
    unreached.add(Answers.newBuilder().setUnreachable(true).build(), false);
    Map<String, Said> all = Map.of("A", good, "B", lateOne, "C", good, "D", bad, "E", unreached);
    assertThat(new Ranking(SCHEME).ranks(all, all))
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", 1, "C", 1, "B", 3, "D", 4));
    assertThatThrownBy(() -> new Ranking(SCHEME.replace("all,", "last,")))
        .hasMessageContaining("cannot reckon");
  }
}
