package city.hotline.node.endpoint;

import city.hotline.core.moment.Times;
import city.hotline.node.citizen.Keepers;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Members;
import city.hotline.node.epoch.Voter;
import city.hotline.node.grid.MemberInfo;
import city.hotline.node.rates.CityRates;
import city.hotline.node.search.CitySearch;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.AnnounceResponse;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.FetchKeysRequest;
import city.hotline.proto.grid.v1.FetchKeysResponse;
import city.hotline.proto.grid.v1.FetchShardRequest;
import city.hotline.proto.grid.v1.FetchShardResponse;
import city.hotline.proto.grid.v1.FindKeysRequest;
import city.hotline.proto.grid.v1.FindKeysResponse;
import city.hotline.proto.grid.v1.ForwardRequest;
import city.hotline.proto.grid.v1.ForwardResponse;
import city.hotline.proto.grid.v1.FoundRequest;
import city.hotline.proto.grid.v1.FoundResponse;
import city.hotline.proto.grid.v1.KeepKeysRequest;
import city.hotline.proto.grid.v1.KeepKeysResponse;
import city.hotline.proto.grid.v1.ListAnswersRequest;
import city.hotline.proto.grid.v1.ListAnswersResponse;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.grid.v1.MemberServiceGrpc.MemberServiceStub;
import city.hotline.proto.grid.v1.PromiseRequest;
import city.hotline.proto.grid.v1.PromiseResponse;
import city.hotline.proto.grid.v1.ReadClockRequest;
import city.hotline.proto.grid.v1.ReadClockResponse;
import city.hotline.proto.grid.v1.ReadFiguresRequest;
import city.hotline.proto.grid.v1.ReadFiguresResponse;
import city.hotline.proto.grid.v1.ReadOrderRequest;
import city.hotline.proto.grid.v1.ReadOrderResponse;
import city.hotline.proto.grid.v1.ReadPromiseRequest;
import city.hotline.proto.grid.v1.ReadPromiseResponse;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.grid.v1.SumRatesRequest;
import city.hotline.proto.grid.v1.SumRatesResponse;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.ShardCommand;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The other nodes over gRPC, one channel each. Thread-safe. */
public final class GrpcMembers
    implements Members,
        Router.Forwarding,
        CitySearch.Elsewhere,
        CityRates.Elsewhere,
        Keepers,
        AutoCloseable {
  private static final long CALL_MS = 2_000;
  private static final long FORWARD_MS = Router.WAIT_MS + 1_000;
  private static final long RATES_MS = 10_000;
  private static final long FETCH_MS = 30_000;

  private final String nodeId;
  private final Supplier<List<MemberInfo>> members;
  private final Channels channels;
  private final Map<String, ConfirmLine> lines = new ConcurrentHashMap<>();
  private volatile @Nullable Self self;

  /** Reaches the members that the cluster names, and shows them these credentials. */
  public GrpcMembers(
      String nodeId, Supplier<List<MemberInfo>> members, IdentityProvider identities) {
    this.nodeId = nodeId;
    this.channels = new Channels(identities.ofNode(nodeId));
    this.members = members;
  }

  private record Self(Voter voter, Acknowledgements acknowledgements) {}

  /** Answers calls to this very node without a detour over the network. */
  public void answerSelf(Voter voter, Acknowledgements acknowledgements) {
    self = new Self(voter, acknowledgements);
  }

  @Override
  public List<String> present() {
    return members.get().stream().map(MemberInfo::nodeId).toList();
  }

  /**
   * The channel to another node that is here now; none to this very node, where a stream that was
   * passed on would come back and be passed on again.
   */
  public Optional<ManagedChannel> channel(String member) {
    return members.get().stream()
        .filter(m -> m.nodeId().equals(member) && !m.local())
        .findFirst()
        .map(m -> channels.to(m.grpcAddress()));
  }

  private Optional<MemberServiceStub> stub(String member) {
    return channel(member).map(MemberServiceGrpc::newStub);
  }

  @Override
  public CompletableFuture<PromiseResponse> promise(String member, PromiseRequest request) {
    Self here = self;
    if (here != null && member.equals(nodeId)) {
      return CompletableFuture.completedFuture(here.voter.promise(request));
    }
    return call(member, CALL_MS, (stub, observer) -> stub.promise(request, observer));
  }

  @Override
  public CompletableFuture<Long> promised(String member, String district) {
    CompletableFuture<ReadPromiseResponse> answer =
        call(
            member,
            CALL_MS,
            (stub, observer) ->
                stub.readPromise(
                    ReadPromiseRequest.newBuilder().setDistrict(district).build(), observer));
    return answer.thenApply(ReadPromiseResponse::getHighestEpoch);
  }

  @Override
  public CompletableFuture<FoundResponse> found(String member, FoundRequest request) {
    return call(member, CALL_MS, (stub, observer) -> stub.found(request, observer));
  }

  @Override
  public void announce(String member, AnnounceRequest request) {
    this.<AnnounceResponse>call(
        member, CALL_MS, (stub, observer) -> stub.announce(request, observer));
  }

  /** Figures of everything a node serves, read now. */
  public CompletableFuture<ReadFiguresResponse> readFigures(String member) {
    return call(
        member,
        FORWARD_MS,
        (stub, observer) -> stub.readFigures(ReadFiguresRequest.getDefaultInstance(), observer));
  }

  @Override
  public CompletableFuture<SearchOrdersResponse> search(
      String member, SearchOrdersRequest request) {
    return call(member, CALL_MS, (stub, observer) -> stub.searchOrders(request, observer));
  }

  @Override
  public CompletableFuture<ReadOrderResponse> read(String member, String orderId) {
    ReadOrderRequest request = ReadOrderRequest.newBuilder().setOrderId(orderId).build();
    return call(member, FORWARD_MS, (stub, observer) -> stub.readOrder(request, observer));
  }

  @Override
  public CompletableFuture<SumRatesResponse> sum(String member, SumRatesRequest request) {
    return call(member, RATES_MS, (stub, observer) -> stub.sumRates(request, observer));
  }

  @Override
  public CompletableFuture<ListAnswersResponse> list(String member, ListAnswersRequest request) {
    return call(member, RATES_MS, (stub, observer) -> stub.listAnswers(request, observer));
  }

  @Override
  public CompletableFuture<KeepKeysResponse> keep(String member, KeepKeysRequest request) {
    return call(member, CALL_MS, (stub, observer) -> stub.keepKeys(request, observer));
  }

  @Override
  public CompletableFuture<FindKeysResponse> find(String member, FindKeysRequest request) {
    return call(member, CALL_MS, (stub, observer) -> stub.findKeys(request, observer));
  }

  @Override
  public CompletableFuture<FetchKeysResponse> fetch(String member, FetchKeysRequest request) {
    return call(member, CALL_MS, (stub, observer) -> stub.fetchKeys(request, observer));
  }

  /** What the clock of a node's machine says, milliseconds since 1970. */
  public CompletableFuture<Long> readClock(String member) {
    CompletableFuture<ReadClockResponse> answer =
        call(
            member,
            CALL_MS,
            (stub, observer) -> stub.readClock(ReadClockRequest.getDefaultInstance(), observer));
    return answer.thenApply(a -> Times.millis(a.getMachineTime()));
  }

  @Override
  public void confirm(String ownerId, List<Confirmation> confirmations) {
    Self here = self;
    if (here != null && ownerId.equals(nodeId)) {
      here.acknowledgements.confirmed(nodeId, confirmations);
      return;
    }
    lines.computeIfAbsent(ownerId, k -> new ConfirmLine(nodeId, () -> stub(k))).send(confirmations);
  }

  @Override
  public void fetch(
      String member, FetchShardRequest request, Predicate<FetchShardResponse> consumer) {
    ManagedChannel channel =
        channel(member).orElseThrow(() -> new IllegalStateException(member + " is not here"));
    // Parts come as they are taken here, a few ahead; what is not wanted any more is cancelled.
    CancellableContext call = Context.current().withCancellation();
    try {
      call.run(
          () -> {
            Iterator<FetchShardResponse> parts =
                MemberServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(FETCH_MS, TimeUnit.MILLISECONDS)
                    .fetchShard(request);
            while (parts.hasNext() && consumer.test(parts.next())) {
              // on to the next part
            }
          });
    } finally {
      call.cancel(null);
    }
  }

  @Override
  public CompletableFuture<Answer> forward(String member, ShardCommand command) {
    CompletableFuture<ForwardResponse> sent =
        call(
            member,
            FORWARD_MS,
            (stub, observer) ->
                stub.forward(ForwardRequest.newBuilder().setCommand(command).build(), observer));
    return sent.handle(
        (response, failure) -> {
          if (failure != null) {
            return Answer.refused(
                command,
                Refusal.REFUSAL_OUTCOME_UNKNOWN,
                Map.of("node", member, "why", String.valueOf(failure.getMessage())),
                "The owner's answer did not come: repeat with the same request id.");
          }
          return response.hasAccepted()
              ? new Answer.Accepted(
                  response.getAccepted().getReply(), response.getAccepted().getAcknowledgement())
              : new Answer.Refused(response.getRefused());
        });
  }

  private <T> CompletableFuture<T> call(
      String member, long deadlineMs, BiConsumer<MemberServiceStub, StreamObserver<T>> send) {
    Optional<MemberServiceStub> stub = stub(member);
    if (stub.isEmpty()) {
      return CompletableFuture.failedFuture(
          new StatusRuntimeException(
              Status.UNAVAILABLE.withDescription("member " + member + " is not here")));
    }
    CompletableFuture<T> future = new CompletableFuture<>();
    send.accept(
        stub.get().withDeadlineAfter(deadlineMs, TimeUnit.MILLISECONDS), new Single<>(future));
    return future;
  }

  /** Completes a future from a unary call. */
  private record Single<T>(CompletableFuture<T> future) implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
      future.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
      future.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      future.completeExceptionally(new IllegalStateException("the answer was empty"));
    }
  }

  @Override
  public void close() {
    channels.close();
  }
}
