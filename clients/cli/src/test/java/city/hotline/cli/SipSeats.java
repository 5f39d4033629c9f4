package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Seats that take every call that is offered, end those of callers who wait for it after a second,
 * and write up at once.
 */
final class SipSeats implements AutoCloseable {

  /** Callers from such a number do not hang up. */
  private static final String SEAT_ENDS = "138";

  private static final long TALK_MS = 1_000;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Seat> seats = new ArrayList<>();
  private volatile boolean mayEnd = true;

  /** So many operators sit down. */
  SipSeats(HotlineClient client, String district, int count) {
    for (int i = 0; i < count; i++) {
      Seat seat = new Seat();
      seats.add(seat);
      seat.open(client.seat(district + "-S" + i, seat), "operator-" + i);
    }
  }

  /** Whether conversations of those who wait for it are ended; while not, they go on. */
  void mayEnd(boolean value) {
    mayEnd = value;
  }

  int count() {
    return seats.size();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    seats.forEach(seat -> seat.session.thenAccept(SeatSession::close));
  }

  private final class Seat implements SeatListener {
    private final CompletableFuture<SeatSession> session = new CompletableFuture<>();
    private String done = "";

    void open(SeatSession opened, String operator) {
      session.complete(opened);
      var unused = opened.signIn(operator, List.of(), 0);
    }

    /** The same picture may come again: each step of a call is taken once. */
    @Override
    public void onPicture(SeatPicture picture) {
      String step =
          picture.getSeat().getPresence()
              + picture.getCall().getCallId()
              + picture.getCall().getState()
              + picture.getCall().getAttempt();
      synchronized (this) {
        if (step.equals(done)) {
          return;
        }
        done = step;
      }
      session
          .thenCompose(open -> act(open, picture))
          .exceptionally(
              thrown -> {
                if (!(thrown instanceof CompletionException e
                    && e.getCause() instanceof HotlineRefused)) {
                  synchronized (this) {
                    done = "";
                  }
                }
                return null;
              });
    }

    private CompletableFuture<?> act(SeatSession open, SeatPicture picture) {
      Call call = picture.getCall();
      return switch (call.getState()) {
        case CALL_STATE_OFFERED -> open.accept(call);
        case CALL_STATE_CONNECTED ->
            call.getCaller().getPhone().startsWith(SEAT_ENDS)
                ? endLater(open, call)
                : CompletableFuture.completedFuture(null);
        case CALL_STATE_WRAPPING ->
            open.wrapUp(call.getCallId(), Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT);
        default ->
            picture.getSeat().getPresence() == Presence.PRESENCE_NO_ANSWER
                ? open.setPresence(Presence.PRESENCE_AVAILABLE)
                : CompletableFuture.completedFuture(null);
      };
    }

    private CompletableFuture<CommandAccepted> endLater(SeatSession open, Call call) {
      return CompletableFuture.supplyAsync(
              () -> mayEnd ? open.end(call.getCallId()) : endLater(open, call),
              CompletableFuture.delayedExecutor(TALK_MS, TimeUnit.MILLISECONDS, timer))
          .thenCompose(ended -> ended);
    }
  }
}
