package city.hotline.node.endpoint;

import city.hotline.core.directory.Directory;
import city.hotline.node.feed.Legs;
import city.hotline.node.feed.OrderWatch;
import city.hotline.node.feed.ResumeTokens;
import city.hotline.node.feed.WatchScope;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.ReplyOrderRequest;
import city.hotline.proto.department.v1.ReplyOrderResponse;
import city.hotline.proto.department.v1.ReturnOrderRequest;
import city.hotline.proto.department.v1.ReturnOrderResponse;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.SignOrderResponse;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.SignOrder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The systems of units. */
public final class DepartmentEndpoint extends DepartmentServiceGrpc.DepartmentServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(DepartmentEndpoint.class);

  private final DocketCalls dockets;
  private final Directory directory;
  private final Legs legs;
  private final ScheduledExecutorService scheduler;

  /** Sends commands and opens streams this way. */
  public DepartmentEndpoint(
      Router router, Directory directory, Legs legs, ScheduledExecutorService scheduler) {
    this.dockets = new DocketCalls(router);
    this.directory = directory;
    this.legs = legs;
    this.scheduler = scheduler;
  }

  @Override
  public void watchOrders(
      WatchOrdersRequest request, StreamObserver<WatchOrdersResponse> observer) {
    try {
      WatchScope scope = WatchScope.of(request, directory);
      ResumeTokens tokens = ResumeTokens.from(request.getToken(), scope);
      new OrderWatch(
              scope,
              tokens,
              legs,
              scheduler,
              (ServerCallStreamObserver<WatchOrdersResponse>) observer)
          .start();
    } catch (IllegalArgumentException e) {
      LOG.debug("a watch was refused: {}", e.getMessage());
      Unary.fail(observer, e);
    }
  }

  @Override
  public void signOrder(SignOrderRequest request, StreamObserver<SignOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setSignOrder(
                SignOrder.newBuilder().setOrderId(request.getOrderId()).setUnit(request.getUnit())),
        observer,
        safe -> SignOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void replyOrder(ReplyOrderRequest request, StreamObserver<ReplyOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setReplyOrder(
                ReplyOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setText(request.getText())),
        observer,
        safe -> ReplyOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void returnOrder(
      ReturnOrderRequest request, StreamObserver<ReturnOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setReturnOrder(
                ReturnOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setReason(request.getReason())),
        observer,
        safe -> ReturnOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }
}
