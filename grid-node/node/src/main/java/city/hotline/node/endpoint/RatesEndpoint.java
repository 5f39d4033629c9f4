package city.hotline.node.endpoint;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateSchemes;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.rates.CityAnswers;
import city.hotline.node.rates.CityRates;
import city.hotline.node.rates.DocketRates;
import city.hotline.node.sequencer.DocketPoll;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.rates.v1.GetRatesRequest;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.ListRateOrdersRequest;
import city.hotline.proto.rates.v1.ListRateOrdersResponse;
import city.hotline.proto.rates.v1.RatesServiceGrpc;
import city.hotline.proto.rates.v1.RescoreRequest;
import city.hotline.proto.rates.v1.RescoreResponse;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells rates, and the orders that make them. */
public final class RatesEndpoint extends RatesServiceGrpc.RatesServiceImplBase {
  private final CityRates rates;
  private final CityAnswers answers;
  private final Directory directory;

  private RatesEndpoint(CityRates rates, CityAnswers answers) {
    this.rates = rates;
    this.answers = answers;
    this.directory = rates.directory();
  }

  /** Asks here, and at the owners of what is elsewhere. */
  public static RatesEndpoint of(
      DocketRates here,
      Router router,
      Router.Owners owners,
      CityRates.Elsewhere elsewhere,
      Directory directory,
      GridClock clock) {
    DocketPoll poll = new DocketPoll(router, owners);
    LongSupplier now = () -> Math.max(clock.nowMs().orElse(0), clock.latestMs());
    return new RatesEndpoint(
        new CityRates(here, poll, elsewhere, directory, now),
        new CityAnswers(here, poll, elsewhere, directory, now));
  }

  @Override
  public void getRates(GetRatesRequest request, StreamObserver<GetRatesResponse> observer) {
    Identity caller = AccessGate.caller();
    answer(
        () ->
            rates.rates(
                RateFields.question(request, caller, directory),
                request.getScheme(),
                request.getWithPositions()),
        observer);
  }

  @Override
  public void listRateOrders(
      ListRateOrdersRequest request, StreamObserver<ListRateOrdersResponse> observer) {
    Identity caller = AccessGate.caller();
    answer(() -> answers.list(RateFields.question(request, caller, directory), request), observer);
  }

  @Override
  public void rescore(RescoreRequest request, StreamObserver<RescoreResponse> observer) {
    Identity caller = AccessGate.caller();
    answer(
        () ->
            rates.rescore(
                RateFields.question(request, caller, directory),
                RateSchemes.tried(request.getSchemeCsv())),
        observer);
  }

  /** What makes no sense is found before anybody is asked, or when all have answered. */
  private static <T> void answer(
      Supplier<CompletableFuture<T>> question, StreamObserver<T> observer) {
    try {
      var unused =
          question
              .get()
              .whenComplete(
                  (answer, failure) -> {
                    if (failure == null) {
                      Unary.succeed(observer, answer);
                    } else {
                      Unary.fail(observer, told(failure));
                    }
                  });
    } catch (IllegalArgumentException | StatusRuntimeException e) {
      Unary.fail(observer, told(e));
    }
  }

  private static Throwable told(Throwable failure) {
    Throwable cause = Unary.cause(failure);
    return cause instanceof IllegalArgumentException e ? invalid(e) : cause;
  }

  private static StatusRuntimeException invalid(IllegalArgumentException e) {
    return Refusals.refused(
        Refusal.REFUSAL_INVALID_FIELD, Map.of(), String.valueOf(e.getMessage()));
  }
}
