package city.hotline.node.launch;

import city.hotline.node.As;
import city.hotline.proto.department.v1.DepartmentServiceGrpc;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.docket.v1.DocketEvent;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system of a unit that reads orders through one member after the other, going on by token where
 * it stopped.
 */
final class OrderReader {
  private final WatchOrdersRequest scope;
  private final List<WatchOrdersResponse> got = new ArrayList<>();
  private String token = "";
  private @Nullable Throwable failure;
  private Context.CancellableContext line = Context.current().withCancellation();

  OrderReader(WatchOrdersRequest scope) {
    this.scope = scope;
  }

  /** Reads through this member from now on. */
  synchronized OrderReader through(Caller caller) {
    line = Context.current().withCancellation();
    failure = null;
    Context.CancellableContext mine = line;
    WatchOrdersRequest request = scope.toBuilder().setToken(token).build();
    line.run(
        () ->
            DepartmentServiceGrpc.newStub(caller.channel)
                .withInterceptors(As.who("supervisor 110000-test"))
                .watchOrders(
                    request,
                    new StreamObserver<>() {
                      @Override
                      public void onNext(WatchOrdersResponse message) {
                        arrived(mine, message);
                      }

                      @Override
                      public void onError(Throwable t) {
                        broke(mine, t);
                      }

                      @Override
                      public void onCompleted() {
                        broke(mine, new IllegalStateException("completed"));
                      }
                    }));
    return this;
  }

  private synchronized void arrived(Context.CancellableContext from, WatchOrdersResponse message) {
    if (from == line) {
      got.add(message);
      token = message.getToken();
    }
  }

  private synchronized void broke(Context.CancellableContext from, Throwable t) {
    if (from == line) {
      failure = t;
    }
  }

  /** Stops reading; what comes after is not taken. */
  synchronized void stop() {
    Context.CancellableContext old = line;
    line = Context.current().withCancellation();
    old.cancel(null);
  }

  synchronized boolean isBroken() {
    return failure != null;
  }

  /** How many snapshots came. */
  synchronized long snapshots() {
    return got.stream().filter(WatchOrdersResponse::hasSnapshot).count();
  }

  synchronized boolean lostHistory() {
    return got.stream().anyMatch(WatchOrdersResponse::hasHistoryGone);
  }

  /** Docket and sequence of every change, in the order they came. */
  synchronized List<String> changes() {
    return got.stream()
        .filter(WatchOrdersResponse::hasChange)
        .map(m -> m.getShard().getDocket() + '/' + m.getPosition().getSequence())
        .toList();
  }

  /** Ids of the orders opened, in the order they came. */
  synchronized List<String> opened() {
    List<String> ids = new ArrayList<>();
    for (WatchOrdersResponse message : got) {
      for (DocketEvent event : message.getChange().getEventsList()) {
        if (event.hasOrderOpened()) {
          ids.add(event.getOrderOpened().getOrderId());
        }
      }
    }
    return ids;
  }

  /** What happened to one order, in the order it came. */
  synchronized List<DocketEvent.EventCase> historyOf(String orderId) {
    List<DocketEvent.EventCase> history = new ArrayList<>();
    for (WatchOrdersResponse message : got) {
      for (DocketEvent event : message.getChange().getEventsList()) {
        if (event.toString().contains(orderId)) {
          history.add(event.getEventCase());
        }
      }
    }
    return history;
  }
}
