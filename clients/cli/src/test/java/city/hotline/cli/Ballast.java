package city.hotline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.client.Credentials;
import city.hotline.client.HotlineClient;
import city.hotline.client.Identity;
import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DraftCheck;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.OpenOrder;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.ForwardRequest;
import city.hotline.proto.grid.v1.ForwardResponse;
import city.hotline.proto.grid.v1.GetTopologyResponse;
import city.hotline.proto.grid.v1.Member;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Live state for a measurement: open work orders with texts as long as there may be, in all dockets
 * of every district. They are asked of the owners as a courier of another node asks, so each is
 * decided, journaled and on a majority before it counts; only the calls they would come from are
 * left out, which take five commands an order and leave nothing behind.
 */
final class Ballast implements AutoCloseable {
  private static final CallCredentials NODE =
      Credentials.development().forCalls(Identity.parse("node:ballast"));
  private static final int MOST_UNDER_WAY = 512;
  private static final int ANSWER_SECONDS = 10;
  private static final int PAUSE_MS = 200;

  /** Where a district without an owner is asked: nothing listens there. */
  private static final String NOBODY = "127.0.0.1:1";

  /** Chinese, as texts are: 12,000 bytes. */
  private static final String TEXT = "小区东门外的路灯不亮".repeat(DraftCheck.TEXT_LIMIT / 10);

  private final HotlineClient client;
  private final Directory directory = Directory.beijing();
  private final Map<String, ManagedChannel> channels = new HashMap<>();

  private Ballast(List<String> addresses) {
    client = HotlineClient.connect(addresses);
  }

  /** Puts so many megabytes into each district; tells how much a node then holds. */
  static void fill(List<String> addresses, int megabytes) throws InterruptedException {
    if (megabytes == 0) {
      return;
    }
    try (Ballast ballast = new Ballast(addresses)) {
      ballast.open(ballast.orders(megabytes));
      ballast.measure(addresses.get(0));
    }
  }

  private List<ShardCommand> orders(int megabytes) {
    List<ShardCommand> orders = new ArrayList<>();
    long each = order("110105", "110105001", 0).getSerializedSize();
    for (long number = 0; number < megabytes * 1_000_000L / each; number++) {
      for (Place district : directory.districts()) {
        List<String> dockets = directory.docketsOf(district.getCode());
        String docket = dockets.get((int) (number % dockets.size()));
        orders.add(order(district.getCode(), docket, number));
      }
    }
    return orders;
  }

  private static ShardCommand order(String district, String docket, long number) {
    OrderDraft.Builder draft =
        OrderDraft.newBuilder()
            .setClassCode("010101")
            .setDistrict(district)
            .setStreet(docket.equals(district) ? "" : docket)
            .setText(TEXT)
            .setRequester(Requester.newBuilder().setName("Li").setPhone("10000001234"));
    return ShardCommand.newBuilder()
        .setShard(ShardId.docket(district, docket).toRef())
        .setDocket(
            DocketCommand.newBuilder()
                .setOpenOrder(
                    OpenOrder.newBuilder()
                        .setOrderId(docket + "-" + district + "-B" + number)
                        .setDraft(draft)))
        .build();
  }

  /** Asks for all, and again for those that found a district moving or a disk behind. */
  private void open(List<ShardCommand> orders) throws InterruptedException {
    long begun = System.nanoTime();
    List<ShardCommand> left = orders;
    while (!left.isEmpty()) {
      Map<ShardCommand, String> again = new ConcurrentHashMap<>();
      Map<String, ManagedChannel> owners = owners();
      ManagedChannel nobody = channel(NOBODY);
      Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
      for (ShardCommand order : left) {
        underWay.acquire();
        ask(owners.getOrDefault(order.getShard().getDistrict(), nobody), order, again, underWay);
      }
      underWay.acquire(MOST_UNDER_WAY);
      left = List.copyOf(again.keySet());
      if (!left.isEmpty()) {
        System.out.printf(
            "ballast: %,d orders are asked for again: %s%n",
            left.size(), new TreeSet<>(again.values()));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "ballast: %,d orders in %.0f s, %,.0f/s%n",
        orders.size(), seconds, orders.size() / seconds);
    assertThat(HotlineClient.await(client.grid().figures()).getCity().getDispatchedNow())
        .isEqualTo(orders.size());
  }

  private static void ask(
      ManagedChannel owner,
      ShardCommand order,
      Map<ShardCommand, String> again,
      Semaphore underWay) {
    MemberServiceGrpc.newStub(owner)
        .withCallCredentials(NODE)
        .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
        .forward(
            ForwardRequest.newBuilder().setCommand(order).build(),
            new StreamObserver<>() {
              @Override
              public void onNext(ForwardResponse answer) {
                if (answer.hasRefused()
                    && answer.getRefused().getReason() != Refusal.REFUSAL_ORDER_ALREADY_OPEN) {
                  again.put(order, answer.getRefused().getReason().name());
                }
              }

              @Override
              public void onError(Throwable thrown) {
                again.put(order, Status.fromThrowable(thrown).getCode().name());
                underWay.release();
              }

              @Override
              public void onCompleted() {
                underWay.release();
              }
            });
  }

  private Map<String, ManagedChannel> owners() {
    GetTopologyResponse topology = HotlineClient.await(client.grid().topology());
    Map<String, String> addresses =
        topology.getMembersList().stream()
            .collect(Collectors.toMap(Member::getNodeId, Member::getGrpcAddress));
    Map<String, ManagedChannel> owners = new HashMap<>();
    topology
        .getDistrictsList()
        .forEach(
            d ->
                owners.put(
                    d.getDistrict(), channel(addresses.getOrDefault(d.getOwnerId(), NOBODY))));
    return owners;
  }

  private ManagedChannel channel(String address) {
    return channels.computeIfAbsent(
        address, a -> NettyChannelBuilder.forTarget(a).usePlaintext().build());
  }

  /** How large the shards of a node are as they are sent to another. */
  private void measure(String address) {
    LongSummaryStatistics bytes =
        directory.districts().stream()
            .mapToLong(district -> bytes(address, district.getCode()))
            .summaryStatistics();
    System.out.printf(
        "ballast: %.1f MB a district (%.1f..%.1f)%n",
        bytes.getAverage() / 1e6, bytes.getMin() / 1e6, bytes.getMax() / 1e6);
  }

  private long bytes(String address, String district) {
    long bytes = bytes(address, ShardId.floor(district));
    for (String docket : directory.docketsOf(district)) {
      bytes += bytes(address, ShardId.docket(district, docket));
    }
    return bytes;
  }

  private long bytes(String address, ShardId shard) {
    Iterator<FetchShardResponse> parts =
        MemberServiceGrpc.newBlockingStub(channel(address))
            .withCallCredentials(NODE)
            .fetchShard(
                FetchShardRequest.newBuilder().setShard(shard.toRef()).setSnapshot(true).build());
    long bytes = 0;
    while (parts.hasNext()) {
      bytes += parts.next().getSnapshotPart().getContent().size();
    }
    return bytes;
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    client.close();
  }
}
