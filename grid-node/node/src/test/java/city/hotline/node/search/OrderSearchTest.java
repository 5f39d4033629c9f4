package city.hotline.node.search;

import static city.hotline.node.search.SampleOrder.DISTRICT;
import static city.hotline.node.search.SampleOrder.DOCKET;
import static city.hotline.node.search.SampleOrder.STREET;
import static city.hotline.node.search.SampleOrder.draft;
import static city.hotline.node.search.SampleOrder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.replica.Replica;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.node.sequencer.NotServed;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.shard.v1.ShardCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of a node follows what it serves: from a docket's state on, record by record. */
class OrderSearchTest {
  private static final Tenure TENURE = new Tenure(DISTRICT, HandDrivenLanes.EPOCH, 1, true);

  @TempDir private Path folder;
  private final HandDrivenLanes lanes = new HandDrivenLanes();
  private final List<Long> took = new ArrayList<>();
  private Executor searches = Runnable::run;
  private final PlainCitizens citizens = new PlainCitizens();
  private OrderSearch search;

  @BeforeEach
  void serve() {
    search =
        new OrderSearch(
            folder.resolve("search"),
            KnownDirectories.only(Directory.beijing()),
            lanes.sequencer,
            task -> searches.execute(task),
            took::add,
            citizens);
    lanes.byThemselves();
    lanes.tap(search);
    for (Replica replica : lanes.replicas.of(DISTRICT)) {
      lanes.begin(replica.id());
    }
    lanes.sequencer.began(TENURE);
  }

  @AfterEach
  void close() {
    search.close();
  }

  private void opens(int number) {
    sends(
        DocketCommand.newBuilder()
            .setOpenOrder(
                OpenOrder.newBuilder()
                    .setOrderId(id(number))
                    .setCallId(DISTRICT + "-" + number)
                    .setDraft(draft())));
  }

  private void signs(int number) {
    sends(
        DocketCommand.newBuilder()
            .setSignOrder(SignOrder.newBuilder().setOrderId(id(number)).setUnit(leads(number))));
  }

  private String leads(int number) {
    return search.read(id(number)).join().getOrder().getUnit();
  }

  private void sends(DocketCommand.Builder command) {
    var unused =
        lanes.sequencer.submit(
            DOCKET,
            ShardCommand.newBuilder().setShard(DOCKET.toRef()).setDocket(command).build(),
            1_000);
  }

  private SearchOrdersResponse all() {
    return search.search(request().build()).join();
  }

  private static SearchOrdersRequest.Builder request() {
    return SearchOrdersRequest.newBuilder().addDockets(DOCKET.toRef()).setMost(200);
  }

  private static List<String> ids(SearchOrdersResponse page) {
    return page.getOrdersList().stream().map(FoundOrder::getOrderId).toList();
  }

  private long known() {
    List<DocketKnown> dockets = all().getDocketsList();
    return dockets.isEmpty() ? -1 : dockets.get(0).getPosition().getSequence();
  }

  @Test
  void beginsWithWhatTheDocketHas() {
    opens(1);
    search.began(TENURE);
    assertThat(all().getDocketsList()).isEmpty();
    search.round();
    assertThat(ids(all())).containsExactly(id(1));
    assertThat(known()).isEqualTo(2);
    assertThat(took).isNotEmpty();
  }

  @Test
  void followsEachRecordAndSaysHowFarItIs() {
    search.began(TENURE);
    search.round();
    opens(1);
    assertThat(ids(all())).isEmpty();
    assertThat(known()).isEqualTo(1);
    assertThat(search.waiting()).isEqualTo(1);
    assertThat(search.lagNanos()).isPositive();
    search.round();
    assertThat(ids(all())).containsExactly(id(1));
    assertThat(known()).isEqualTo(2);
    assertThat(search.waiting()).isZero();
    assertThat(search.lagNanos()).isZero();
    signs(1);
    search.round();
    assertThat(all().getOrders(0).getState()).isEqualTo(OrderState.ORDER_STATE_SIGNED);
    assertThat(known()).isEqualTo(3);
    assertThat(search.size()).isEqualTo(1);
  }

  /** What a majority has not confirmed yet may be taken back. */
  @Test
  void showsOnlyWhatIsAcknowledged() {
    HandDrivenLanes slow = new HandDrivenLanes();
    OrderSearch following =
        new OrderSearch(
            folder.resolve("slow"),
            KnownDirectories.only(Directory.beijing()),
            slow.sequencer,
            Runnable::run,
            nanos -> {},
            citizens);
    slow.tap(following);
    slow.begin(DOCKET);
    slow.sequencer.began(TENURE);
    following.began(TENURE);
    var unused =
        slow.sequencer.submit(
            DOCKET,
            ShardCommand.newBuilder()
                .setShard(DOCKET.toRef())
                .setDocket(
                    DocketCommand.newBuilder()
                        .setOpenOrder(OpenOrder.newBuilder().setOrderId(id(1)).setDraft(draft())))
                .build(),
            1_000);
    following.round();
    slow.execute();
    following.round();
    assertThat(following.search(request().build()).join().getDocketsList()).isEmpty();
    slow.acknowledge(DOCKET);
    while (slow.waiting() > 0) {
      slow.execute();
    }
    following.round();
    assertThat(ids(following.search(request().build()).join())).containsExactly(id(1));
    following.close();
  }

  @Test
  void moreChangesThanItRemembersAreReadAsAWhole() {
    search.began(TENURE);
    search.round();
    int many = DocketFold.MOST_READ + 10;
    for (int number = 1; number <= many; number++) {
      opens(number);
    }
    search.round();
    assertThat(search.waiting()).isEqualTo(10);
    assertThat(known()).isEqualTo(1);
    search.round();
    assertThat(search.size()).isEqualTo(many);
    assertThat(known()).isEqualTo(many + 1);
  }

  @Test
  void aDistrictThatIsGivenAwayIsNotFoundAtOnceAndForgottenSoon() {
    opens(1);
    search.began(TENURE);
    search.round();
    search.ended(TENURE);
    assertThat(all().getOrdersList()).isEmpty();
    assertThat(all().getDocketsList()).isEmpty();
    search.round();
    assertThat(search.size()).isZero();
  }

  @Test
  void aDistrictThatComesBackIsReadAnew() {
    search.began(TENURE);
    search.round();
    search.ended(TENURE);
    opens(1);
    search.began(TENURE);
    assertThat(all().getDocketsList()).isEmpty();
    search.round();
    assertThat(ids(all())).containsExactly(id(1));
  }

  /** Its disk may have been full. */
  @Test
  void anIndexThatCannotBeMadeIsNoReasonNotToServe() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.createFile(taken.resolve("file"));
    OrderSearch without =
        new OrderSearch(
            taken.resolve("file").resolve("search"),
            KnownDirectories.only(Directory.beijing()),
            lanes.sequencer,
            Runnable::run,
            nanos -> {},
            citizens);
    without.began(TENURE);
    without.round();
    assertThat(without.search(request().build()).join().getDocketsList()).isEmpty();
    without.close();
  }

  @Test
  void searchesThatFindNoThreadFail() {
    searches =
        task -> {
          throw new RejectedExecutionException("too many wait");
        };
    assertThatThrownBy(() -> all())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void anOrderIsReadFromItsDocketWithItsText() {
    opens(1);
    assertThat(search.read(id(1)).join().getOrder().getDraft()).isEqualTo(draft().build());
    assertThat(search.read(id(2)).join().hasOrder()).isFalse();
    assertThatThrownBy(() -> search.read("110101001-110101-1").join())
        .hasCauseInstanceOf(NotServed.class);
  }

  @Test
  void looksOnlyIntoTheDocketsAskedFor() {
    opens(1);
    search.began(TENURE);
    search.round();
    ShardId other = ShardId.docket(DISTRICT, "110105002");
    SearchOrdersResponse page =
        search
            .search(
                SearchOrdersRequest.newBuilder()
                    .addDockets(other.toRef())
                    .setFilter(OrderFilter.newBuilder().setPlace(STREET))
                    .setMost(10)
                    .build())
            .join();
    assertThat(page.getOrdersList()).isEmpty();
    assertThat(page.getDocketsList()).hasSize(1);
  }
}
