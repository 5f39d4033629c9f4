package city.hotline.node.search;

import static city.hotline.node.search.SampleOrder.BEGIN_MS;
import static city.hotline.node.search.SampleOrder.DISTRICT;
import static city.hotline.node.search.SampleOrder.DOCKET;
import static city.hotline.node.search.SampleOrder.PHONE;
import static city.hotline.node.search.SampleOrder.STREET;
import static city.hotline.node.search.SampleOrder.closed;
import static city.hotline.node.search.SampleOrder.draft;
import static city.hotline.node.search.SampleOrder.id;
import static city.hotline.node.search.SampleOrder.order;
import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Citizens;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.search.OrderQueries.Within;
import city.hotline.proto.citizen.v1.Sealed;
import city.hotline.proto.citizen.v1.Withheld;
import city.hotline.proto.docket.v1.Appeal;
import city.hotline.proto.docket.v1.CoHandler;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found by what, in which order, and what of the citizen is there at all. */
class OrderIndexTest {
  private static final Within ALL = new Within(List.of(DISTRICT), List.of());

  private final PlainCitizens citizens = new PlainCitizens();

  @TempDir private Path folder;
  private OrderIndex index;

  @BeforeEach
  void open() {
    index =
        new OrderIndex(
            folder.resolve("search"), KnownDirectories.only(Directory.beijing()), citizens);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void put(Order... orders) throws IOException {
    index.put(DOCKET, List.of(orders));
    index.show();
  }

  private List<String> found(Consumer<OrderFilter.Builder> filter) {
    return found(ALL, filter, request -> {});
  }

  private List<String> found(
      Within within,
      Consumer<OrderFilter.Builder> filter,
      Consumer<SearchOrdersRequest.Builder> question) {
    return ids(page(within, filter, question));
  }

  private SearchOrdersResponse page(
      Within within,
      Consumer<OrderFilter.Builder> filter,
      Consumer<SearchOrdersRequest.Builder> question) {
    SearchOrdersRequest.Builder request = SearchOrdersRequest.newBuilder().setMost(10);
    filter.accept(request.getFilterBuilder());
    question.accept(request);
    return index.find(request.build(), within).build();
  }

  private static List<String> ids(SearchOrdersResponse page) {
    return page.getOrdersList().stream().map(FoundOrder::getOrderId).toList();
  }

  private static List<String> ids(int... numbers) {
    return IntStream.of(numbers).mapToObj(SampleOrder::id).toList();
  }

  @Test
  void findsByIdAndByCall() throws IOException {
    put(order(1), order(2));
    assertThat(found(f -> f.setOrderId(id(2)))).isEqualTo(ids(2));
    assertThat(found(f -> f.setCallId(DISTRICT + "-1"))).isEqualTo(ids(1));
    assertThat(found(f -> f.setOrderId(id(3)))).isEmpty();
  }

  @Test
  void findsByThePhoneHoweverItIsWritten() throws IOException {
    Requester other = Requester.newBuilder().setPhone("01065430000").build();
    put(order(1), order(2, o -> o.getDraftBuilder().setRequester(other)), order(3));
    for (String written : List.of(PHONE, "+86" + PHONE, "138 1234 5678", "138-1234-5678")) {
      assertThat(found(f -> f.setPhone(written))).as(written).isEqualTo(ids(3, 1));
    }
    assertThat(found(f -> f.setPhone("010-65430000"))).isEqualTo(ids(2));
    assertThat(found(f -> f.setPhone("13812345679"))).isEmpty();
  }

  @Test
  void findsByEachLevelOfTheClass() throws IOException {
    put(order(1), order(2, o -> o.getDraftBuilder().setClassCode("010203")));
    assertThat(found(f -> f.setClassCode("01"))).isEqualTo(ids(2, 1));
    assertThat(found(f -> f.setClassCode("0102"))).isEqualTo(ids(2));
    assertThat(found(f -> f.setClassCode("010101"))).isEqualTo(ids(1));
    assertThat(found(f -> f.setClassCode("02"))).isEmpty();
  }

  @Test
  void findsByDistrictStreetAndCommunity() throws IOException {
    put(order(1), order(2, o -> o.getDraftBuilder().setCommunity("110105001001")));
    assertThat(found(f -> f.setPlace(DISTRICT))).isEqualTo(ids(2, 1));
    assertThat(found(f -> f.setPlace(STREET))).isEqualTo(ids(2, 1));
    assertThat(found(f -> f.setPlace("110105001001"))).isEqualTo(ids(2));
    assertThat(found(f -> f.setPlace("110105002"))).isEmpty();
  }

  @Test
  void findsByTheUnitThatLeadsAndByThoseAboveIt() throws IOException {
    put(order(1), order(2, o -> o.setUnit("M001")));
    assertThat(found(f -> f.setUnit(STREET))).isEqualTo(ids(1));
    assertThat(found(f -> f.setUnit(DISTRICT))).isEmpty();
    assertThat(found(f -> f.setUnit(DISTRICT).setWithUnitsBelow(true))).isEqualTo(ids(1));
    assertThat(found(f -> f.setUnit("M001").setWithUnitsBelow(true))).isEqualTo(ids(2));
  }

  @Test
  void aUnitIsConcernedByWhatItOrOneBelowLeadsAndByWhatItDecidesOrHelpsWith() throws IOException {
    put(
        order(1),
        order(2, o -> o.setUnit("M001").addCoHandlers(CoHandler.newBuilder().setUnit("E001"))),
        order(3, o -> o.setUnit("M001").setAppeal(Appeal.newBuilder().setDecider(DISTRICT))));
    assertThat(concerning(STREET)).isEqualTo(ids(1));
    assertThat(concerning(DISTRICT)).isEqualTo(ids(3, 1));
    assertThat(concerning("E001")).isEqualTo(ids(2));
    assertThat(concerning("M001")).isEqualTo(ids(3, 2));
    assertThat(concerning("110105002")).isEmpty();
  }

  private List<String> concerning(String unit) {
    return found(ALL, f -> {}, q -> q.setConcerning(unit));
  }

  @Test
  void withoutAStateItFindsWhatIsNotClosed() throws IOException {
    put(order(1), order(2, o -> o.setState(OrderState.ORDER_STATE_FOLLOW_UP)), closed(3));
    assertThat(found(f -> {})).isEqualTo(ids(2, 1));
    assertThat(found(f -> f.addStates(OrderState.ORDER_STATE_CLOSED))).isEqualTo(ids(3));
    assertThat(
            found(
                f ->
                    f.addStates(OrderState.ORDER_STATE_CLOSED)
                        .addStates(OrderState.ORDER_STATE_DISPATCHED)))
        .isEqualTo(ids(3, 1));
  }

  @Test
  void findsByTimesTheFirstIncludedAndTheLastNot() throws IOException {
    put(order(1), order(2), order(3, o -> o.clearDueAt()));
    assertThat(
            found(
                f ->
                    f.setOpenedFrom(Times.timestamp(BEGIN_MS + 1_000))
                        .setOpenedBefore(Times.timestamp(BEGIN_MS + 2_000))))
        .isEqualTo(ids(1));
    assertThat(found(f -> f.setDueFrom(Times.timestamp(BEGIN_MS + 998_000)))).isEqualTo(ids(2, 1));
    assertThat(found(f -> f.setDueBefore(Times.timestamp(BEGIN_MS + 999_000)))).isEqualTo(ids(2));
  }

  @Test
  void findsByWhenTheCitizenIsToBeAsked() throws IOException {
    put(order(1, o -> inFollowUp(o, 5_000)), order(2, o -> inFollowUp(o, 9_000)), order(3));
    assertThat(found(f -> f.setFollowUpBefore(Times.timestamp(BEGIN_MS + 9_000))))
        .isEqualTo(ids(1));
    assertThat(found(f -> f.setFollowUpFrom(Times.timestamp(BEGIN_MS + 5_001)))).isEqualTo(ids(2));
  }

  private static void inFollowUp(Order.Builder order, long afterMs) {
    order
        .setState(OrderState.ORDER_STATE_FOLLOW_UP)
        .setRepliedAt(Times.timestamp(BEGIN_MS + afterMs));
  }

  @Test
  void findsByWordsOfTheText() throws IOException {
    put(order(1), order(2, o -> o.getDraftBuilder().setText("夜间施工 noise at the Gate")));
    assertThat(found(f -> f.setText("垃圾"))).isEqualTo(ids(1));
    assertThat(found(f -> f.setText("无人清理 东门"))).isEqualTo(ids(1));
    assertThat(found(f -> f.setText("清理垃圾"))).isEmpty();
    assertThat(found(f -> f.setText("施工 gate"))).isEqualTo(ids(2));
  }

  @Test
  void everyConditionMustHold() throws IOException {
    put(order(1), order(2, o -> o.setUnit("M001")));
    assertThat(found(f -> f.setUnit("M001").setText("垃圾"))).isEqualTo(ids(2));
    assertThat(found(f -> f.setUnit("M001").setText("施工"))).isEmpty();
  }

  @Test
  void looksOnlyWhereItIsToLook() throws IOException {
    ShardId elsewhere = ShardId.docket("110101", "110101001");
    put(order(1));
    index.put(elsewhere, List.of(order(2)));
    index.show();
    assertThat(found(f -> {})).isEqualTo(ids(1));
    assertThat(found(new Within(List.of(), List.of("110101001")), f -> {}, q -> {}))
        .isEqualTo(ids(2));
    assertThat(found(new Within(List.of(DISTRICT), List.of("110101001")), f -> {}, q -> {}))
        .isEqualTo(ids(2, 1));
    index.drop(DISTRICT);
    index.show();
    assertThat(found(f -> {})).isEmpty();
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void aDocketThatIsReadAgainHasNothingElse() throws IOException {
    put(order(1), order(2));
    index.replace(DOCKET, List.of(order(2), order(3)));
    assertThat(found(f -> {})).isEqualTo(ids(2, 1));
    index.show();
    assertThat(found(f -> {})).isEqualTo(ids(3, 2));
  }

  @Test
  void sortsByTimeAndThenById() throws IOException {
    put(order(3), order(1), order(2, o -> o.clearDueAt()));
    assertThat(sorted(OrderSort.ORDER_SORT_NEWEST)).isEqualTo(ids(3, 2, 1));
    assertThat(sorted(OrderSort.ORDER_SORT_OLDEST)).isEqualTo(ids(1, 2, 3));
    assertThat(sorted(OrderSort.ORDER_SORT_DUE)).isEqualTo(ids(3, 1, 2));
    put(order(5, o -> o.setOpenedAt(order(1).getOpenedAt())));
    assertThat(sorted(OrderSort.ORDER_SORT_OLDEST)).isEqualTo(ids(1, 5, 2, 3));
    assertThat(sorted(OrderSort.ORDER_SORT_NEWEST)).isEqualTo(ids(3, 2, 1, 5));
  }

  private List<String> sorted(OrderSort sort) {
    return found(ALL, f -> {}, q -> q.setSort(sort));
  }

  /** Each order is changed between two pages, and new ones come. */
  @Test
  void pagesGiveEveryOrderOnceWhateverHappensToItMeanwhile() throws IOException {
    for (OrderSort sort : List.of(OrderSort.ORDER_SORT_NEWEST, OrderSort.ORDER_SORT_OLDEST)) {
      List<Integer> opened = new ArrayList<>();
      for (int number = 100; number < 120; number++) {
        // In pairs of the same time.
        long at = BEGIN_MS + number / 2;
        put(order(number, o -> o.setOpenedAt(Times.timestamp(at))));
        opened.add(number);
      }
      List<String> seen = new ArrayList<>();
      SearchOrdersResponse page = page(ALL, f -> {}, q -> q.setSort(sort).setMost(3));
      while (page.getOrdersCount() > 0) {
        seen.addAll(ids(page));
        for (int number : opened) {
          long at = BEGIN_MS + number / 2;
          put(order(number, o -> o.setOpenedAt(Times.timestamp(at)).setUrged(seen.size())));
        }
        put(order(900 + seen.size(), o -> o.setOpenedAt(Times.timestamp(newer(sort)))));
        var mark = page.getMarks(page.getMarksCount() - 1);
        page = page(ALL, f -> {}, q -> q.setSort(sort).setMost(3).setAfter(mark));
      }
      assertThat(seen)
          .as(sort.name())
          .containsExactlyInAnyOrderElementsOf(opened.stream().map(SampleOrder::id).toList());
      index.drop(DISTRICT);
      index.show();
    }
  }

  /** Before what was seen, as those that are opened meanwhile are with the newest first. */
  private static long newer(OrderSort sort) {
    return sort == OrderSort.ORDER_SORT_NEWEST ? BEGIN_MS + 10_000 : BEGIN_MS;
  }

  @Test
  void showsOfTheCitizenOnlyTheMask() throws IOException {
    put(order(1, o -> o.getDraftBuilder().setText("请打 138 1234 5678 或 13812345678")));
    FoundOrder found = page(ALL, f -> {}, q -> {}).getOrders(0);
    assertThat(found.getRequester())
        .isEqualTo(Requester.newBuilder().setName("李**").setPhone("138******78").build());
    assertThat(found.getExcerpt()).isEqualTo("请打 138********78 或 138******78");
    assertThat(found.toString()).doesNotContain(PHONE);
  }

  @Test
  void aLongTextIsCutWhereACharacterEnds() throws IOException {
    put(order(1, o -> o.getDraftBuilder().setText("😀".repeat(61))));
    assertThat(page(ALL, f -> {}, q -> {}).getOrders(0).getExcerpt())
        .isEqualTo("😀".repeat(60) + "…");
  }

  @Test
  void noPhoneNameOrAddressStandsInItsFiles() throws IOException {
    put(order(1, o -> o.setDraft(draft().setText("回电 " + PHONE))));
    List<String> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder.resolve("search"))) {
      for (Path file : all.toList()) {
        files.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    assertThat(String.join("", files))
        .contains(id(1))
        .doesNotContain(PHONE, "12345678", "李明", "东大桥路");
  }

  @Test
  void nothingOfWhoWasErasedIsFoundOrShown() throws IOException {
    ByteString key = ByteString.copyFromUtf8("sixteen bytes...");
    Order order =
        order(
            1,
            o ->
                o.getDraftBuilder()
                    .setRequester(
                        Requester.newBuilder().setSealed(Sealed.newBuilder().setKeyId(key))));
    citizens.sealed.put(key, Requester.newBuilder().setName("李明").setPhone(PHONE).build());
    put(order);
    assertThat(found(f -> f.setPhone(PHONE))).isEqualTo(ids(1));
    assertThat(index.ofCitizens(List.of(Citizens.name(key)), 10)).containsExactly(id(1));
    citizens.sealed.put(key, Requester.newBuilder().setWithheld(Withheld.WITHHELD_ERASED).build());
    put(order);
    assertThat(found(f -> f.setPhone(PHONE))).isEmpty();
    assertThat(index.ofCitizens(List.of(Citizens.name(key)), 10)).isEmpty();
    assertThat(found(f -> {})).isEqualTo(ids(1));
  }

  @Test
  void whatAnEarlierProcessLeftIsNotFound() throws IOException {
    put(order(1));
    index.close();
    index =
        new OrderIndex(
            folder.resolve("search"), KnownDirectories.only(Directory.beijing()), citizens);
    assertThat(index.size()).isZero();
    put(order(2));
    assertThat(found(f -> {})).isEqualTo(ids(2));
  }

  @Test
  void whatIsClaimedOrForAPersonIsNotForEverybody() throws IOException {
    put(
        inFollowUp(1, order -> {}),
        inFollowUp(2, order -> order.getClaimBuilder().setBy("li").setUntilMs(BEGIN_MS + 900_000)),
        inFollowUp(3, order -> order.setForPerson(true)),
        order(4));
    assertThat(found(f -> f.setFreeAt(Times.timestamp(BEGIN_MS + 899_999))))
        .containsExactlyInAnyOrderElementsOf(ids(1, 3));
    assertThat(found(f -> f.setFreeAt(Times.timestamp(BEGIN_MS + 900_000))))
        .as("its time is over")
        .containsExactlyInAnyOrderElementsOf(ids(1, 2, 3));
    assertThat(found(f -> f.setForRobot(true))).containsExactlyInAnyOrderElementsOf(ids(1, 2));
    FoundOrder claimed = page(ALL, f -> f.setOrderId(id(2)), request -> {}).getOrders(0);
    assertThat(claimed.getClaimedBy()).isEqualTo("li");
    assertThat(claimed.getClaimedUntil()).isEqualTo(Times.timestamp(BEGIN_MS + 900_000));
  }

  private static Order inFollowUp(int number, Consumer<Order.Builder> differently) {
    return order(
        number,
        order -> {
          order.setState(OrderState.ORDER_STATE_FOLLOW_UP);
          differently.accept(order);
        });
  }
}
