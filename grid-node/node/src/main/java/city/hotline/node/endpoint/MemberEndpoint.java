package city.hotline.node.endpoint;

import city.hotline.core.moment.Times;
import city.hotline.node.board.Newsroom;
import city.hotline.node.citizen.MemberKeys;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Repair;
import city.hotline.node.epoch.Voter;
import city.hotline.node.feed.Legs;
import city.hotline.node.pulse.PeerClocks;
import city.hotline.node.rates.DocketRates;
import city.hotline.node.search.OrderSearch;
import city.hotline.node.sequencer.Answer;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.grid.v1.Accepted;
import city.hotline.proto.grid.v1.AnnounceRequest;
import city.hotline.proto.grid.v1.AnnounceResponse;
import city.hotline.proto.grid.v1.ConfirmRequest;
import city.hotline.proto.grid.v1.ConfirmResponse;
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
import city.hotline.proto.grid.v1.WatchBoardRequest;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import city.hotline.proto.grid.v1.WatchShardsRequest;
import city.hotline.proto.grid.v1.WatchShardsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What other nodes ask of this one. */
public final class MemberEndpoint extends MemberServiceGrpc.MemberServiceImplBase {
  private final Voter voter;
  private final Repair repair;
  private final Acknowledgements acknowledgements;
  private final Router router;
  private final Newsroom newsroom;
  private final Legs legs;
  private final Answering answering;
  private final PeerClocks clocks;
  private final MemberKeys keys;
  private final Handout handout;

  /** What answers about the orders of the dockets that this node serves. */
  public record Answering(OrderSearch search, DocketRates rates) {}

  /**
   * What it answers from.
   *
   * @param handouts threads that shards are handed out on; its queue must be bounded
   */
  public record Parts(
      Voter voter,
      Repair repair,
      Acknowledgements acknowledgements,
      Router router,
      Newsroom newsroom,
      Legs legs,
      Answering answering,
      PeerClocks clocks,
      MemberKeys keys,
      Executor handouts) {}

  /** Answers from these. */
  public MemberEndpoint(Parts parts) {
    this.voter = parts.voter();
    this.repair = parts.repair();
    this.acknowledgements = parts.acknowledgements();
    this.router = parts.router();
    this.newsroom = parts.newsroom();
    this.legs = parts.legs();
    this.answering = parts.answering();
    this.clocks = parts.clocks();
    this.keys = parts.keys();
    this.handout = new Handout(parts.voter()::fetch, parts.handouts());
  }

  @Override
  public StreamObserver<ConfirmRequest> confirm(StreamObserver<ConfirmResponse> observer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ConfirmRequest request) {
        acknowledgements.confirmed(request.getNodeId(), request.getConfirmationsList());
      }

      @Override
      public void onError(Throwable failure) {
        // The holder went away; its next confirmation comes on a new stream.
      }

      @Override
      public void onCompleted() {
        Unary.succeed(observer, ConfirmResponse.getDefaultInstance());
      }
    };
  }

  @Override
  public void promise(PromiseRequest request, StreamObserver<PromiseResponse> observer) {
    Unary.succeed(observer, voter.promise(request));
  }

  @Override
  public void readPromise(
      ReadPromiseRequest request, StreamObserver<ReadPromiseResponse> observer) {
    Unary.succeed(
        observer,
        ReadPromiseResponse.newBuilder()
            .setHighestEpoch(voter.promised(request.getDistrict()))
            .build());
  }

  @Override
  public void announce(AnnounceRequest request, StreamObserver<AnnounceResponse> observer) {
    repair.announced(request);
    Unary.succeed(observer, AnnounceResponse.getDefaultInstance());
  }

  @Override
  public void found(FoundRequest request, StreamObserver<FoundResponse> observer) {
    Unary.succeed(observer, voter.found(request));
  }

  @Override
  public void fetchShard(FetchShardRequest request, StreamObserver<FetchShardResponse> observer) {
    handout.serve(request, (ServerCallStreamObserver<FetchShardResponse>) observer);
  }

  @Override
  public void forward(ForwardRequest request, StreamObserver<ForwardResponse> observer) {
    router
        .submitHere(request.getCommand())
        .whenComplete(
            (answer, failure) -> {
              if (answer instanceof Answer.Accepted accepted) {
                Unary.succeed(
                    observer,
                    ForwardResponse.newBuilder()
                        .setAccepted(
                            Accepted.newBuilder()
                                .setReply(accepted.reply())
                                .setAcknowledgement(accepted.acknowledgement()))
                        .build());
              } else if (answer instanceof Answer.Refused refused) {
                Unary.succeed(
                    observer, ForwardResponse.newBuilder().setRefused(refused.refusal()).build());
              } else {
                Unary.fail(observer, failure);
              }
            });
  }

  @Override
  public void readFigures(
      ReadFiguresRequest request, StreamObserver<ReadFiguresResponse> observer) {
    Unary.value(newsroom.readAll(), observer);
  }

  @Override
  public void searchOrders(
      SearchOrdersRequest request, StreamObserver<SearchOrdersResponse> observer) {
    Unary.value(answering.search().search(request), observer);
  }

  @Override
  public void readOrder(ReadOrderRequest request, StreamObserver<ReadOrderResponse> observer) {
    Unary.value(answering.search().read(request.getOrderId()), observer);
  }

  @Override
  public void sumRates(SumRatesRequest request, StreamObserver<SumRatesResponse> observer) {
    Unary.value(answering.rates().sum(request), observer);
  }

  @Override
  public void listAnswers(
      ListAnswersRequest request, StreamObserver<ListAnswersResponse> observer) {
    Unary.value(answering.rates().list(request), observer);
  }

  @Override
  public void keepKeys(KeepKeysRequest request, StreamObserver<KeepKeysResponse> observer) {
    Unary.value(keys.keep(request), observer);
  }

  @Override
  public void findKeys(FindKeysRequest request, StreamObserver<FindKeysResponse> observer) {
    Unary.value(keys.find(request), observer);
  }

  @Override
  public void fetchKeys(FetchKeysRequest request, StreamObserver<FetchKeysResponse> observer) {
    Unary.value(keys.fetch(request), observer);
  }

  @Override
  public void readClock(ReadClockRequest request, StreamObserver<ReadClockResponse> observer) {
    Unary.succeed(
        observer,
        ReadClockResponse.newBuilder().setMachineTime(Times.timestamp(clocks.machineMs())).build());
  }

  @Override
  public void watchShards(
      WatchShardsRequest request, StreamObserver<WatchShardsResponse> observer) {
    legs.serve(request, (ServerCallStreamObserver<WatchShardsResponse>) observer);
  }

  @Override
  public void watchBoard(WatchBoardRequest request, StreamObserver<WatchBoardResponse> observer) {
    ServerCallStreamObserver<WatchBoardResponse> stream =
        (ServerCallStreamObserver<WatchBoardResponse>) observer;
    BoardReader reader = new BoardReader(stream, newsroom);
    stream.setOnCancelHandler(reader::stop);
    newsroom.addReader(reader);
  }

  /** Ends a stream whose reader has fallen behind: it opens a new one and gets everything anew. */
  private static final class BoardReader implements Consumer<WatchBoardResponse> {
    private static final int MOST_BEHIND = 20;

    private final ServerCallStreamObserver<WatchBoardResponse> stream;
    private final Newsroom newsroom;
    private int behind;

    BoardReader(ServerCallStreamObserver<WatchBoardResponse> stream, Newsroom newsroom) {
      this.stream = stream;
      this.newsroom = newsroom;
    }

    @Override
    public void accept(WatchBoardResponse news) {
      behind = stream.isReady() ? 0 : behind + 1;
      if (behind > MOST_BEHIND) {
        stop();
        Unary.fail(stream, new IllegalArgumentException("too slow: open the board again"));
      } else if (!stream.isCancelled()) {
        stream.onNext(news);
      }
    }

    void stop() {
      newsroom.removeReader(this);
    }
  }
}
