package city.hotline.client;

import city.hotline.proto.rates.v1.GetRatesRequest;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.ListRateOrdersRequest;
import city.hotline.proto.rates.v1.ListRateOrdersResponse;
import city.hotline.proto.rates.v1.RatesServiceGrpc;
import city.hotline.proto.rates.v1.RescoreRequest;
import city.hotline.proto.rates.v1.RescoreResponse;
import java.util.concurrent.CompletableFuture;

/**
 * The three rates of any day, week, month or evaluation period, ranked, and the orders behind them.
 * Every answer names the dockets that could not be asked: its numbers are without them.
 * Thread-safe.
 */
public final class Rates {
  private final Asker asker;

  Rates(Asker asker) {
    this.asker = asker;
  }

  /**
   * Everybody of a group, ranked. A department is shown its own unit and those below it; a
   * supervisor of one floor must name its district. Refused as listed at {@code GetRates}.
   */
  public CompletableFuture<GetRatesResponse> get(GetRatesRequest question) {
    GetRatesRequest.Builder request = question.toBuilder();
    if (!asker.own().isEmpty()) {
      request.setAsker(asker.own());
    }
    return asker.ask("", RatesServiceGrpc.getGetRatesMethod(), request.build());
  }

  /** One page of the orders behind a number. Refused as listed at {@code ListRateOrders}. */
  public CompletableFuture<ListRateOrdersResponse> orders(ListRateOrdersRequest question) {
    ListRateOrdersRequest.Builder request = question.toBuilder();
    if (!asker.own().isEmpty()) {
      request.setAsker(asker.own());
    }
    return asker.ask("", RatesServiceGrpc.getListRateOrdersMethod(), request.build());
  }

  /**
   * The rates by a scheme that is tried out, beside those that hold; nothing changes. Refused as
   * listed at {@code Rescore}.
   */
  public CompletableFuture<RescoreResponse> rescore(RescoreRequest request) {
    return asker.ask("", RatesServiceGrpc.getRescoreMethod(), request);
  }
}
