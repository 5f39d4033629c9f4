package city.hotline.node.search;

import static city.hotline.node.search.SampleOrder.BEGIN_MS;
import static city.hotline.node.search.SampleOrder.DISTRICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.NotServed;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.grid.v1.ReadOrderResponse;
import city.hotline.proto.grid.v1.SearchMark;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderSort;
import city.hotline.proto.shard.v1.ShardRef;
import com.google.protobuf.util.Durations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One page of what several nodes have, which says what is missing. */
class CitySearchTest {
  private static final Directory BEIJING = Directory.beijing();
  private static final String DONGCHENG = "110101";

  @TempDir private Path folder;
  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Node> nodes = new TreeMap<>();

  /** A node far away: its orders by the second in which they were opened. */
  private static final class Node {
    private final List<Integer> seconds = new ArrayList<>();
    private boolean silent;
    private int missing;

    CompletableFuture<SearchOrdersResponse> answer(SearchOrdersRequest request) {
      if (silent) {
        return CompletableFuture.failedFuture(new IllegalStateException("no answer in time"));
      }
      SearchOrdersResponse.Builder page = SearchOrdersResponse.newBuilder();
      var order = Marks.order(request.getSort());
      seconds.stream()
          .map(second -> order(second))
          .filter(
              o ->
                  !request.hasAfter()
                      || order.compare(Marks.of(o, request.getSort()), request.getAfter()) > 0)
          .sorted((a, b) -> order.compare(mark(a, request), mark(b, request)))
          .limit(request.getMost())
          .forEach(o -> page.addOrders(o).addMarks(mark(o, request)));
      request.getDocketsList().stream().skip(missing).forEach(d -> page.addDockets(known(d)));
      return CompletableFuture.completedFuture(page.build());
    }

    private static SearchMark mark(FoundOrder order, SearchOrdersRequest request) {
      return Marks.of(order, request.getSort());
    }

    private DocketKnown known(ShardRef docket) {
      return DocketKnown.newBuilder()
          .setShard(docket)
          .setPosition(Positions.of(1, 7))
          .setAge(Durations.fromMillis(seconds.size()))
          .build();
    }

    private static FoundOrder order(int second) {
      return FoundOrder.newBuilder()
          .setOrderId(SampleOrder.id(second))
          .setOpenedAt(Times.timestamp(BEGIN_MS + second * 1_000L))
          .build();
    }
  }

  private Node node(String id) {
    return nodes.computeIfAbsent(id, k -> new Node());
  }

  private CitySearch city() {
    for (var district : BEIJING.districts()) {
      owners.putIfAbsent(district.getCode(), "B");
    }
    node("B");
    CitySearch.Elsewhere elsewhere =
        new CitySearch.Elsewhere() {
          @Override
          public CompletableFuture<SearchOrdersResponse> search(
              String nodeId, SearchOrdersRequest request) {
            return node(nodeId).answer(request);
          }

          @Override
          public CompletableFuture<ReadOrderResponse> read(String nodeId, String orderId) {
            return CompletableFuture.completedFuture(
                ReadOrderResponse.newBuilder().setPosition(Positions.of(2, 2)).build());
          }
        };
    Router.Owners known = district -> Optional.ofNullable(owners.get(district));
    Router router = lanes.router(known);
    OrderSearch here =
        new OrderSearch(
            folder.resolve("search"),
            KnownDirectories.only(BEIJING),
            lanes.sequencer,
            Runnable::run,
            nanos -> {},
            new PlainCitizens());
    return new CitySearch(here, router, known, elsewhere, KnownDirectories.only(BEIJING));
  }

  private FindOrdersResponse find(CitySearch city, FindOrdersRequest request) {
    return city.find(OrderQuestion.of(request, "", KnownDirectories.only(BEIJING)))
        .join()
        .response(request.getWithPositions());
  }

  private static List<String> ids(FindOrdersResponse page) {
    return page.getOrdersList().stream().map(FoundOrder::getOrderId).toList();
  }

  @Test
  void pagesOfAllNodesAreOneListInOrder() {
    owners.put(DISTRICT, "C");
    CitySearch city = city();
    for (int second = 1; second <= 7; second++) {
      node(second % 3 == 0 ? "C" : "B").seconds.add(second);
    }
    for (OrderSort sort : List.of(OrderSort.ORDER_SORT_NEWEST, OrderSort.ORDER_SORT_OLDEST)) {
      FindOrdersRequest.Builder request =
          FindOrdersRequest.newBuilder().setSort(sort).setPageSize(3);
      List<String> seen = new ArrayList<>();
      FindOrdersResponse page;
      do {
        page = find(city, request.build());
        seen.addAll(ids(page));
        request.setPageToken(page.getNextPageToken());
      } while (!page.getNextPageToken().isEmpty());
      List<String> all = Stream.of(1, 2, 3, 4, 5, 6, 7).map(SampleOrder::id).toList();
      if (sort == OrderSort.ORDER_SORT_NEWEST) {
        Collections.reverse(seen);
      }
      assertThat(seen).as(sort.name()).isEqualTo(all);
    }
  }

  @Test
  void namesDocketsThatNobodyServesThatDoNotAnswerAndThatAreNotReadYet() {
    owners.put(DISTRICT, "C");
    CitySearch city = city();
    owners.remove(DONGCHENG);
    Node silent = new Node();
    silent.silent = true;
    nodes.put("C", silent);
    FindOrdersResponse page = find(city, FindOrdersRequest.getDefaultInstance());
    List<ShardRef> expected = new ArrayList<>();
    BEIJING.docketsOf(DONGCHENG).forEach(d -> expected.add(ref(DONGCHENG, d)));
    BEIJING.docketsOf(DISTRICT).forEach(d -> expected.add(ref(DISTRICT, d)));
    assertThat(page.getNotAskedList()).containsExactlyElementsOf(expected);
    node("B").missing = 2;
    assertThat(find(city, FindOrdersRequest.getDefaultInstance()).getNotAskedList())
        .hasSize(expected.size() + 2);
  }

  private static ShardRef ref(String district, String docket) {
    return ShardId.docket(district, docket).toRef();
  }

  @Test
  void saysHowFarItIsAndHowOldAtMost() {
    owners.put(DISTRICT, "C");
    CitySearch city = city();
    node("C").seconds.addAll(List.of(1, 2, 3));
    FindOrdersRequest.Builder request = FindOrdersRequest.newBuilder();
    assertThat(find(city, request.build()).getOldestAge()).isEqualTo(Durations.fromMillis(3));
    assertThat(find(city, request.build()).getDocketsList()).isEmpty();
    assertThat(find(city, request.setDistrict(DISTRICT).setWithPositions(true).build()))
        .satisfies(
            page -> {
              assertThat(page.getDocketsList())
                  .extracting(d -> d.getShard().getDocket())
                  .containsExactlyElementsOf(BEIJING.docketsOf(DISTRICT));
              assertThat(page.getDockets(0).getPosition()).isEqualTo(Positions.of(1, 7));
            });
  }

  @Test
  void onlyDocketsThatCanHaveSuchOrdersAreAsked() {
    assertThat(dockets(FindOrdersRequest.newBuilder(), "")).hasSize(366);
    assertThat(dockets(FindOrdersRequest.newBuilder(), SampleOrder.STREET))
        .containsExactlyInAnyOrder(DISTRICT, SampleOrder.STREET);
    FindOrdersRequest.Builder ofPlace = FindOrdersRequest.newBuilder();
    ofPlace.getFilterBuilder().setPlace(SampleOrder.STREET);
    assertThat(dockets(ofPlace, "")).containsExactlyElementsOf(BEIJING.docketsOf(DISTRICT));
    FindOrdersRequest.Builder ofUnit = FindOrdersRequest.newBuilder();
    ofUnit.getFilterBuilder().setUnit(SampleOrder.STREET);
    assertThat(dockets(ofUnit, "")).containsExactlyInAnyOrder(DISTRICT, SampleOrder.STREET);
    assertThat(dockets(ofUnit, "110101001")).isEmpty();
    FindOrdersRequest.Builder one = FindOrdersRequest.newBuilder();
    one.getFilterBuilder().setOrderId(SampleOrder.id(1));
    assertThat(dockets(one, "")).containsExactly(SampleOrder.STREET);
    assertThat(dockets(one.setDistrict(DONGCHENG), "")).isEmpty();
  }

  private static List<String> dockets(FindOrdersRequest.Builder request, String concerning) {
    return OrderQuestion.of(request.build(), concerning, KnownDirectories.only(BEIJING))
        .shards()
        .map(ShardId::docket)
        .toList();
  }

  @Test
  void aTokenIsOfItsQuestion() {
    CitySearch city = city();
    node("B").seconds.addAll(List.of(1, 2, 3));
    FindOrdersRequest asked = FindOrdersRequest.newBuilder().setPageSize(2).build();
    String token = find(city, asked).getNextPageToken();
    assertThat(ids(find(city, asked.toBuilder().setPageToken(token).setPageSize(5).build())))
        .containsExactly(SampleOrder.id(1));
    for (FindOrdersRequest other :
        List.of(
            asked.toBuilder().setPageToken(token).setSort(OrderSort.ORDER_SORT_DUE).build(),
            asked.toBuilder().setPageToken(token).setDistrict(DISTRICT).build(),
            asked.toBuilder().setPageToken("nonsense").build())) {
      assertThatThrownBy(() -> OrderQuestion.of(other, "", KnownDirectories.only(BEIJING)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("page_token");
    }
  }

  @Test
  void anOrderIsReadAtItsOwner() {
    CitySearch city = city();
    assertThat(city.read(SampleOrder.id(1)).join().getPosition()).isEqualTo(Positions.of(2, 2));
    assertThat(city.read("999999001-110105-1").join())
        .isEqualTo(ReadOrderResponse.getDefaultInstance());
    owners.remove(DISTRICT);
    assertThatThrownBy(() -> city.read(SampleOrder.id(1)).join())
        .hasCauseInstanceOf(NotServed.class);
  }
}
