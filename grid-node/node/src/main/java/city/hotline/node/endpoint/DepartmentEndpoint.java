package city.hotline.node.endpoint;

import city.hotline.node.citizen.Opener;
import city.hotline.node.feed.Legs;
import city.hotline.node.feed.OrderWatch;
import city.hotline.node.feed.ResumeTokens;
import city.hotline.node.feed.WatchScope;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.search.CitySearch;
import city.hotline.node.search.Masks;
import city.hotline.node.search.OrderQuestion;
import city.hotline.node.sequencer.Router;
import city.hotline.proto.access.v1.Role;
import city.hotline.proto.department.v1.AskCoHandlerRequest;
import city.hotline.proto.department.v1.AskCoHandlerResponse;
import city.hotline.proto.department.v1.AskExtensionRequest;
import city.hotline.proto.department.v1.AskExtensionResponse;
import city.hotline.proto.department.v1.AskPendingRequest;
import city.hotline.proto.department.v1.AskPendingResponse;
import city.hotline.proto.department.v1.AttachReferenceRequest;
import city.hotline.proto.department.v1.AttachReferenceResponse;
import city.hotline.proto.department.v1.ContactCitizenRequest;
import city.hotline.proto.department.v1.ContactCitizenResponse;
import city.hotline.proto.department.v1.DecideAppealRequest;
import city.hotline.proto.department.v1.DecideAppealResponse;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.EndPendingRequest;
import city.hotline.proto.department.v1.EndPendingResponse;
import city.hotline.proto.department.v1.FinishPartRequest;
import city.hotline.proto.department.v1.FinishPartResponse;
import city.hotline.proto.department.v1.ListOrdersRequest;
import city.hotline.proto.department.v1.ListOrdersResponse;
import city.hotline.proto.department.v1.MergeOrderRequest;
import city.hotline.proto.department.v1.MergeOrderResponse;
import city.hotline.proto.department.v1.ReplyOrderRequest;
import city.hotline.proto.department.v1.ReplyOrderResponse;
import city.hotline.proto.department.v1.ReturnOrderRequest;
import city.hotline.proto.department.v1.ReturnOrderResponse;
import city.hotline.proto.department.v1.SignOrderRequest;
import city.hotline.proto.department.v1.SignOrderResponse;
import city.hotline.proto.department.v1.SignOrdersRequest;
import city.hotline.proto.department.v1.SignOrdersResponse;
import city.hotline.proto.department.v1.SplitOrderRequest;
import city.hotline.proto.department.v1.SplitOrderResponse;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.AskCoHandler;
import city.hotline.proto.docket.v1.AskExtension;
import city.hotline.proto.docket.v1.AskPending;
import city.hotline.proto.docket.v1.AttachReference;
import city.hotline.proto.docket.v1.ContactCitizen;
import city.hotline.proto.docket.v1.DecideAppeal;
import city.hotline.proto.docket.v1.DocketCommand;
import city.hotline.proto.docket.v1.EndPending;
import city.hotline.proto.docket.v1.FinishPart;
import city.hotline.proto.docket.v1.MergeOrder;
import city.hotline.proto.docket.v1.ReplyOrder;
import city.hotline.proto.docket.v1.ReturnOrder;
import city.hotline.proto.docket.v1.SignOrder;
import city.hotline.proto.docket.v1.SplitOrder;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The systems of units. */
public final class DepartmentEndpoint extends DepartmentServiceGrpc.DepartmentServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(DepartmentEndpoint.class);

  private final DocketCalls dockets;
  private final BulkSigning bulk;
  private final CitySearch search;
  private final KnownDirectories directories;
  private final Legs legs;
  private final ScheduledExecutorService scheduler;
  private final Opener citizens;

  /** Sends commands, searches and opens streams this way, citizens opened. */
  public DepartmentEndpoint(
      Router router,
      CitySearch search,
      Legs legs,
      ScheduledExecutorService scheduler,
      Opener citizens) {
    this.dockets = new DocketCalls(router);
    this.bulk = new BulkSigning(router);
    this.search = search;
    this.directories = search.directories();
    this.legs = legs;
    this.scheduler = scheduler;
    this.citizens = citizens;
  }

  @Override
  public void watchOrders(
      WatchOrdersRequest request, StreamObserver<WatchOrdersResponse> observer) {
    try {
      WatchScope scope = WatchScope.of(request, directories.forUnit(request.getUnit()));
      ResumeTokens tokens = ResumeTokens.from(request.getToken(), scope);
      new OrderWatch(
              scope,
              tokens,
              legs,
              scheduler,
              showing(request),
              (ServerCallStreamObserver<WatchOrdersResponse>) observer)
          .start();
    } catch (IllegalArgumentException e) {
      LOG.debug("a watch was refused: {}", e.getMessage());
      Unary.fail(observer, directories.areHeard() ? e : Refusals.directoriesNotHeard());
    }
  }

  /**
   * The unit that leads an order and the follow-up desk speak to its citizen; other units and
   * supervisors do not, and see him masked.
   */
  private OrderWatch.Showing showing(WatchOrdersRequest request) {
    Identity caller = AccessGate.caller();
    if (caller.role() == Role.ROLE_SUPERVISOR) {
      return (message, last) -> {
        Opener.Opened<WatchOrdersResponse> opened = citizens.open(message);
        return opened.complete() || last ? Masks.citizens(opened.message()) : null;
      };
    }
    Acts.watchesWhole(
        caller,
        switch (request.getScopeCase()) {
          case UNIT -> request.getUnit();
          case DISTRICT -> request.getDistrict();
          case SCOPE_NOT_SET -> "the whole city";
        });
    boolean leadsOnly = caller.role() == Role.ROLE_DEPARTMENT;
    return (message, last) -> {
      Opener.Opened<WatchOrdersResponse> opened = citizens.open(message);
      if (!opened.complete() && !last) {
        return null;
      }
      return leadsOnly ? Masks.citizensOfOthers(opened.message(), caller.name()) : opened.message();
    };
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
  public void signOrders(SignOrdersRequest request, StreamObserver<SignOrdersResponse> observer) {
    try {
      BulkSigning.check(request);
      Unary.value(bulk.sign(request), observer);
    } catch (StatusRuntimeException e) {
      Unary.fail(observer, e);
    }
  }

  @Override
  public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> observer) {
    FindOrdersRequest question =
        FindOrdersRequest.newBuilder()
            .setAsker(request.getUnit())
            .setFilter(
                OrderFilter.newBuilder()
                    .setUnit(request.getUnit())
                    .setWithUnitsBelow(request.getWithUnitsBelow())
                    .addAllStates(request.getStatesList()))
            .setSort(OrderSort.ORDER_SORT_DUE)
            .setPageSize(request.getPageSize())
            .setPageToken(request.getPageToken())
            .build();
    try {
      SearchFields.check(question, AccessGate.caller(), directories);
      Unary.value(
          search
              .find(OrderQuestion.of(question, request.getUnit(), directories))
              .thenApply(
                  page -> ListOrdersResponse.newBuilder().setPage(page.response(false)).build()),
          observer);
    } catch (IllegalArgumentException | StatusRuntimeException e) {
      Unary.fail(observer, e);
    }
  }

  @Override
  public void attachReference(
      AttachReferenceRequest request, StreamObserver<AttachReferenceResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setAttachReference(
                AttachReference.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setAttachment(request.getAttachment())),
        observer,
        safe -> AttachReferenceResponse.newBuilder().setAcknowledgement(safe).build());
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

  @Override
  public void contactCitizen(
      ContactCitizenRequest request, StreamObserver<ContactCitizenResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setContactCitizen(
                ContactCitizen.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())),
        observer,
        safe -> ContactCitizenResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void askExtension(
      AskExtensionRequest request, StreamObserver<AskExtensionResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setAskExtension(
                AskExtension.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setHours(request.getHours())
                    .setReason(request.getReason())),
        observer,
        safe -> AskExtensionResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void askPending(AskPendingRequest request, StreamObserver<AskPendingResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setAskPending(
                AskPending.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setDays(request.getDays())
                    .setReason(request.getReason())),
        observer,
        safe -> AskPendingResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void decideAppeal(
      DecideAppealRequest request, StreamObserver<DecideAppealResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setDecideAppeal(
                DecideAppeal.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setGranted(request.getGranted())
                    .setNote(request.getNote())
                    .setToUnit(request.getToUnit())),
        observer,
        safe -> DecideAppealResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void mergeOrder(MergeOrderRequest request, StreamObserver<MergeOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setMergeOrder(
                MergeOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setParentId(request.getParentId())),
        observer,
        safe -> MergeOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void splitOrder(SplitOrderRequest request, StreamObserver<SplitOrderResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setSplitOrder(
                SplitOrder.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())),
        observer,
        safe -> SplitOrderResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void endPending(EndPendingRequest request, StreamObserver<EndPendingResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setEndPending(
                EndPending.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())),
        observer,
        safe -> EndPendingResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void askCoHandler(
      AskCoHandlerRequest request, StreamObserver<AskCoHandlerResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setAskCoHandler(
                AskCoHandler.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setCoHandler(request.getCoHandler())
                    .setNote(request.getNote())),
        observer,
        safe -> AskCoHandlerResponse.newBuilder().setAcknowledgement(safe).build());
  }

  @Override
  public void finishPart(FinishPartRequest request, StreamObserver<FinishPartResponse> observer) {
    dockets.ask(
        request.hasRequestId() ? request.getRequestId() : null,
        request.getOrderId(),
        DocketCommand.newBuilder()
            .setFinishPart(
                FinishPart.newBuilder()
                    .setOrderId(request.getOrderId())
                    .setUnit(request.getUnit())
                    .setText(request.getText())),
        observer,
        safe -> FinishPartResponse.newBuilder().setAcknowledgement(safe).build());
  }
}
