package city.hotline.client;

import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.intake.v1.IntakeServiceGrpc;
import city.hotline.proto.intake.v1.ReportOrderRequest;
import city.hotline.proto.intake.v1.ReportOrderResponse;
import java.util.concurrent.CompletableFuture;

/** Matters that citizens report without calling, by one way such as a web site. Thread-safe. */
public final class Reports {

  private final Link link;
  private final String channel;
  private final Identity caller;

  Reports(Link link, String channel) {
    this.link = link;
    this.channel = channel;
    this.caller = Identity.channel(channel);
  }

  /**
   * Opens an order in the docket of its street, or of its district; 110000 where that is not known,
   * either. Refused as listed at {@code ReportOrder}.
   */
  public CompletableFuture<ReportOrderResponse> report(OrderDraft draft) {
    return link.send(
        caller,
        Districts.of(draft.getDistrict()),
        IntakeServiceGrpc.getReportOrderMethod(),
        id ->
            ReportOrderRequest.newBuilder()
                .setRequestId(id)
                .setDraft(draft)
                .setChannel(channel)
                .build());
  }
}
