package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Tenures.Tenure;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Replica;
import city.hotline.node.sequencer.HandDrivenLanes;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader who is interested in one unit gets every record that names it, and no other. */
class UnitLegTest {
  private static final String DISTRICT = "110105";
  private static final String STREET = "110105001";
  private static final ShardId DOCKET = ShardId.docket(DISTRICT, STREET);
  private static final String STREETS_OWN = "010101";
  private static final String OF_ANOTHER_UNIT = "012508";

  private final HandDrivenLanes lanes = new HandDrivenLanes().byThemselves();
  private final Feeds feeds =
      new Feeds(
          lanes.replicas,
          new Acknowledgements((shard, epoch, sequence) -> {}),
          lanes.journal,
          (shard, after, until) -> CompletableFuture.completedFuture(List.of()));
  private final AtomicInteger woken = new AtomicInteger();
  private int orders;

  @BeforeEach
  void serve() {
    for (Replica replica : lanes.replicas.of(DISTRICT)) {
      lanes.begin(replica.id());
    }
    lanes.sequencer.began(new Tenure(DISTRICT, HandDrivenLanes.EPOCH, 1, true));
    feeds.log(DOCKET).begin(1);
  }

  private LocalLeg leg(String unit) {
    Map<ShardId, @Nullable Position> from = new HashMap<>();
    from.put(DOCKET, Positions.of(1, 1));
    Interest interest = new Interest(Set.of(unit));
    return new LocalLeg(feeds, lanes.sequencer, from, interest, woken::incrementAndGet);
  }

  private static String id(int number) {
    return STREET + "-" + DISTRICT + "-" + number;
  }

  private String opens() {
    return opens(STREETS_OWN);
  }

  private String opens(String classCode) {
    String id = id(++orders);
    sends(
        DocketCommand.newBuilder()
            .setOpenOrder(
                OpenOrder.newBuilder()
                    .setOrderId(id)
                    .setCallId(DISTRICT + "-" + orders)
                    .setDraft(
                        OrderDraft.newBuilder()
                            .setClassCode(classCode)
                            .setDistrict(DISTRICT)
                            .setStreet(STREET)
                            .setText("sample"))));
    return id;
  }

  private String leads() {
    return lanes
        .published
        .get(lanes.published.size() - 1)
        .record()
        .getDocket()
        .getEventsList()
        .stream()
        .filter(event -> event.hasOrderDispatched())
        .map(event -> event.getOrderDispatched().getUnit())
        .findFirst()
        .orElseThrow();
  }

  private void sends(DocketCommand.Builder command) {
    int before = lanes.published.size();
    var unused =
        lanes.sequencer.submit(
            DOCKET,
            ShardCommand.newBuilder().setShard(DOCKET.toRef()).setDocket(command).build(),
            1_000);
    JournaledRecord record = lanes.published.get(before);
    feeds.log(DOCKET).publish(List.of(record), record.record().getSequence());
  }

  private static List<String> all(LocalLeg leg) {
    List<String> got = new ArrayList<>();
    for (FeedItem item = leg.poll(); item != null; item = leg.poll()) {
      got.add(
          item instanceof FeedItem.Change change
              ? "change " + change.record().getSequence()
              : item instanceof FeedItem.Passed passed
                  ? "passed " + passed.position().getSequence()
                  : "other");
    }
    return got;
  }

  private static List<String> saidIn(LocalLeg leg) {
    List<String> got = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (got.isEmpty() && System.nanoTime() - deadline < 0) {
      got.addAll(all(leg));
    }
    return got;
  }

  @Test
  void whoIsNamedIsWokenAndGetsTheRecord() {
    opens();
    LocalLeg leg = leg(leads());
    assertThat(all(leg)).containsExactly("change 2");
    int before = woken.get();
    String order = opens();
    assertThat(woken.get()).isGreaterThan(before);
    sends(
        DocketCommand.newBuilder()
            .setSignOrder(SignOrder.newBuilder().setOrderId(order).setUnit(leads())));
    assertThat(all(leg)).containsExactly("change 3", "change 4");
  }

  @Test
  void whoIsNotNamedIsNotWokenAndKeepsUp() {
    opens();
    LocalLeg leg = leg("110108001");
    assertThat(all(leg)).isSubsetOf("passed 2");
    int before = woken.get();
    opens();
    opens();
    assertThat(woken).hasValue(before);
    assertThat(saidIn(leg)).last().isEqualTo("passed 4");
  }

  @Test
  void whatPassedIsSaidBeforeTheNextRecordThatConcerns() {
    opens();
    LocalLeg leg = leg(leads());
    String own = leads();
    assertThat(all(leg)).containsExactly("change 2");
    opens(OF_ANOTHER_UNIT);
    assertThat(leads()).isNotEqualTo(own);
    opens();
    assertThat(all(leg)).containsExactly("passed 3", "change 4");
  }

  @Test
  void aRecordThatNobodyPublishedWakesEverybodyAndIsReadFromTheJournal() {
    opens();
    LocalLeg leg = leg("110108001");
    assertThat(all(leg)).isSubsetOf("passed 2");
    var unused =
        lanes.sequencer.submit(
            DOCKET,
            ShardCommand.newBuilder()
                .setShard(DOCKET.toRef())
                .setDocket(
                    DocketCommand.newBuilder()
                        .setSignOrder(SignOrder.newBuilder().setOrderId(id(1)).setUnit(leads())))
                .build(),
            1_000);
    int before = woken.get();
    opens();
    assertThat(woken.get()).isGreaterThan(before);
    assertThat(saidIn(leg)).last().isEqualTo("passed 4");
  }
}
