package city.hotline.chaos.history;

import city.hotline.proto.seat.v1.SeatCommand;
import city.hotline.proto.seat.v1.SessionRequest;
import city.hotline.proto.seat.v1.SessionResponse;
import city.hotline.proto.shard.v1.ShardRef;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records what goes over the stream of one seat's session. */
final class SeatTap<Q, R> extends SimpleForwardingClientCall<Q, R> {
  private final History history;
  private final Map<Long, ArrayDeque<Attempt>> open = new HashMap<>();
  private ShardRef floor = ShardRef.getDefaultInstance();
  private String seat = "";

  SeatTap(ClientCall<Q, R> call, History history) {
    super(call);
    this.history = history;
  }

  @Override
  public void start(Listener<R> responses, Metadata headers) {
    super.start(
        new SimpleForwardingClientCallListener<>(responses) {
          @Override
          public void onMessage(R message) {
            answered((SessionResponse) message, System.nanoTime());
            super.onMessage(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            ended();
            super.onClose(status, trailers);
          }
        },
        headers);
  }

  @Override
  public void sendMessage(Q message) {
    asked((SessionRequest) message);
    super.sendMessage(message);
  }

  private synchronized void asked(SessionRequest request) {
    if (request.hasOpen()) {
      seat = request.getOpen().getSeatId();
      String at = request.getOpen().getFloor();
      floor = Shards.floorOf(at.isEmpty() ? seat : at);
    } else if (request.hasCommand()) {
      SeatCommand command = request.getCommand();
      String what = seat + " " + command.getCommandCase();
      open.computeIfAbsent(command.getRequestId().getCounter(), c -> new ArrayDeque<>())
          .add(Attempt.sent(command.getRequestId(), floor, what, System.nanoTime()));
    }
  }

  private synchronized void answered(SessionResponse response, long nanos) {
    switch (response.getResponseCase()) {
      case PICTURE -> {
        if (response.getPicture().hasPosition()) {
          history.add(
              new Sighting(floor, response.getPicture().getPosition(), "picture of seat " + seat));
        }
      }
      case ACCEPTED -> {
        Attempt sent = oldest(response.getAccepted().getRequestId().getCounter());
        if (sent != null) {
          history.add(
              sent.acknowledged(
                  response.getAccepted().getAcknowledgement(),
                  response.getAccepted().getReply(),
                  nanos));
        }
      }
      case REFUSED -> {
        Attempt sent = oldest(response.getRefused().getRequestId().getCounter());
        if (sent != null) {
          history.add(sent.refused(response.getRefused(), nanos));
        }
      }
      case RESPONSE_NOT_SET -> {}
    }
  }

  private @Nullable Attempt oldest(long counter) {
    ArrayDeque<Attempt> sent = open.get(counter);
    return sent == null ? null : sent.poll();
  }

  private synchronized void ended() {
    open.values().forEach(sent -> sent.forEach(history::add));
    open.clear();
  }
}
