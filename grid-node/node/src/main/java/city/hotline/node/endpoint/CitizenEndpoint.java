package city.hotline.node.endpoint;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.CannotSeal;
import city.hotline.node.citizen.Erasing;
import city.hotline.node.search.CitySearch;
import city.hotline.proto.citizen.v1.CitizenServiceGrpc;
import city.hotline.proto.citizen.v1.EraseCitizenRequest;
import city.hotline.proto.citizen.v1.EraseCitizenResponse;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.grid.v1.ReadOrderResponse;
import city.hotline.proto.shard.v1.Refusal;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Forgets citizens. */
public final class CitizenEndpoint extends CitizenServiceGrpc.CitizenServiceImplBase {
  private static final int REASON_LIMIT = 200;

  private final Erasing erasing;
  private final CitySearch search;

  /** Destroys keys this way; the search reads the order that names a citizen. */
  public CitizenEndpoint(Erasing erasing, CitySearch search) {
    this.erasing = erasing;
    this.search = search;
  }

  @Override
  public void eraseCitizen(
      EraseCitizenRequest request, StreamObserver<EraseCitizenResponse> observer) {
    Identity caller = AccessGate.caller();
    try {
      check(request);
    } catch (StatusRuntimeException e) {
      Unary.fail(observer, e);
      return;
    }
    Unary.value(
        erased(request)
            .thenApply(
                done -> {
                  Acts.erased(caller, done.keys(), done.destroyed(), done.toCome());
                  return EraseCitizenResponse.newBuilder()
                      .setKeys(done.keys())
                      .addAllDestroyedOn(done.destroyed())
                      .addAllStillToCome(done.toCome())
                      .build();
                }),
        observer);
  }

  private static void check(EraseCitizenRequest request) {
    String reason = request.getReason();
    if (reason.isBlank() || reason.length() > REASON_LIMIT) {
      throw Refusals.invalid(
          "reason",
          reason.length() + " characters",
          "1 to " + REASON_LIMIT + " characters that say why; without names and numbers");
    }
    if (request.hasPhone() == !request.getOrderId().isEmpty()) {
      throw Refusals.invalid(
          "phone",
          request.hasPhone() ? "given, and an order, too" : "none, and no order",
          "a phone number, or an order of the citizen");
    }
    if (request.hasPhone()) {
      PhoneField.check(request.getPhone().getNumber());
    }
  }

  private CompletableFuture<Erasing.Erased> erased(EraseCitizenRequest request) {
    CompletableFuture<Erasing.Erased> erasure =
        request.hasPhone()
            ? erasing.phone(request.getPhone().getNumber())
            : search
                .read(request.getOrderId())
                .thenCompose(read -> erasing.key(requester(read, request).getSealed().getKeyId()));
    return erasure.exceptionallyCompose(failure -> CompletableFuture.failedFuture(status(failure)));
  }

  private static Requester requester(ReadOrderResponse read, EraseCitizenRequest request) {
    if (!read.hasOrder()) {
      throw new CompletionException(
          Refusals.refused(
              Refusal.REFUSAL_UNKNOWN_ORDER,
              Map.of(
                  "order",
                  request.getOrderId(),
                  "docket",
                  ShardId.ofOrder(request.getOrderId()).docket()),
              "No such order: look for it by the caller's phone or the place."));
    }
    Requester requester = read.getOrder().getDraft().getRequester();
    if (!requester.hasSealed()) {
      throw new CompletionException(
          Refusals.invalid(
              "order_id",
              request.getOrderId(),
              "an open order with a citizen that was written down since citizens are sealed; of a"
                  + " closed one give the phone"));
    }
    return requester;
  }

  private static Throwable status(Throwable failure) {
    Throwable cause = Unary.cause(failure);
    return cause instanceof CannotSeal cannot
        ? Refusals.refused(
            cannot.reason(),
            cannot.metadata(),
            "Too few members answered, and the key may be destroyed on some: repeat it.")
        : cause;
  }
}
