package city.hotline.core.shard;

import city.hotline.core.moment.Decision;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.RememberedReply;
import city.hotline.proto.shard.v1.Reply;
import city.hotline.proto.shard.v1.RequestId;
import city.hotline.proto.shard.v1.SessionState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first answers to the last commands of each client session, so that a repeat never has a
 * second effect (DESIGN D3).
 *
 * <p>A session has at most {@code window} commands outstanding, so whatever it still may repeat is
 * among the last {@code window} counters. Bounded: past {@link #MOST} sessions the least recently
 * used is forgotten, and sessions as old as it are then refused rather than taken for new.
 */
final class Sessions {
  static final int MOST = 8192;
  static final int WIDEST = 1024;

  private final LinkedHashMap<Long, Session> byId = new LinkedHashMap<>();
  private long forgottenOpenedMs;

  /** The remembered answer, if this is a repeat. */
  @Nullable Remembered repeated(RequestId id) {
    Session session = byId.get(id.getSession());
    return session == null ? null : session.at(id.getCounter());
  }

  /** Why the request cannot be judged at all, if so. Call after {@link #repeated}. */
  <E> Optional<Decision<E>> refusal(RequestId id) {
    if (id.getWindow() < 1 || id.getWindow() > WIDEST) {
      return Optional.of(
          Decision.invalidField("request_id.window", id.getWindow(), "1 to " + WIDEST));
    }
    if (id.getCounter() < 1) {
      return Optional.of(Decision.invalidField("request_id.counter", id.getCounter(), "1 or more"));
    }
    Session session = byId.get(id.getSession());
    if (session == null) {
      return id.getOpenedMs() <= forgottenOpenedMs
          ? Optional.of(
              Decision.refused(
                  Refusal.REFUSAL_SESSION_EXPIRED,
                  "The shard no longer remembers sessions this old: open a new session."))
          : Optional.empty();
    }
    if (id.getWindow() != session.window) {
      return Optional.of(
          Decision.invalidField(
              "request_id.window", id.getWindow(), session.window + ", as the session began"));
    }
    if (id.getCounter() <= session.highest - session.window) {
      return Optional.of(
          Decision.refused(
              Refusal.REFUSAL_REQUEST_TOO_OLD,
              Map.of("highest_counter", Long.toString(session.highest)),
              "More commands than the session's window came after this one: what became of it can be seen in the"
                  + " state only."));
    }
    return Optional.empty();
  }

  void remember(RequestId id, Reply reply, Position position) {
    Session session = byId.remove(id.getSession());
    if (session == null) {
      session = new Session(id.getWindow(), id.getOpenedMs());
    }
    session.put(new Remembered(id.getCounter(), reply, position));
    byId.put(id.getSession(), session);
    if (byId.size() > MOST) {
      var eldest = byId.entrySet().iterator();
      forgottenOpenedMs = Math.max(forgottenOpenedMs, eldest.next().getValue().openedMs);
      eldest.remove();
    }
  }

  long forgottenOpenedMs() {
    return forgottenOpenedMs;
  }

  int size() {
    return byId.size();
  }

  /** All of them as they are now, least recently used first; to be made messages on any thread. */
  List<Frozen> freeze() {
    List<Frozen> frozen = new ArrayList<>(byId.size());
    byId.forEach(
        (id, session) ->
            frozen.add(
                new Frozen(
                    id, session.openedMs, session.highest, session.window, session.ring.clone())));
    return frozen;
  }

  static Sessions restored(List<SessionState> states, long forgottenOpenedMs) {
    Sessions sessions = new Sessions();
    sessions.forgottenOpenedMs = forgottenOpenedMs;
    for (SessionState state : states) {
      Session session = new Session(state.getWindow(), state.getOpenedMs());
      state
          .getRepliesList()
          .forEach(r -> session.put(new Remembered(r.getCounter(), r.getReply(), r.getPosition())));
      session.highest = state.getHighestCounter();
      sessions.byId.put(state.getSession(), session);
    }
    return sessions;
  }

  /** The first answer to a request; a message only in snapshots. */
  record Remembered(long counter, Reply reply, Position position) {}

  /** A ring of replies: counter c lies in slot c modulo window. */
  private static final class Session {
    final int window;
    final long openedMs;
    final @Nullable Remembered[] ring;
    long highest;

    Session(int window, long openedMs) {
      this.window = window;
      this.openedMs = openedMs;
      this.ring = new Remembered[window];
    }

    @Nullable Remembered at(long counter) {
      Remembered reply = ring[(int) Math.floorMod(counter, (long) window)];
      return reply != null && reply.counter() == counter ? reply : null;
    }

    void put(Remembered reply) {
      ring[(int) Math.floorMod(reply.counter(), (long) window)] = reply;
      highest = Math.max(highest, reply.counter());
    }
  }

  /** One session as it was at a moment. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frozen(long id, long openedMs, long highest, int window, @Nullable Remembered[] ring) {

    SessionState state() {
      SessionState.Builder state =
          SessionState.newBuilder()
              .setSession(id)
              .setOpenedMs(openedMs)
              .setHighestCounter(highest)
              .setWindow(window);
      for (Remembered reply : ring) {
        if (reply != null) {
          state.addReplies(
              RememberedReply.newBuilder()
                  .setCounter(reply.counter())
                  .setReply(reply.reply())
                  .setPosition(reply.position()));
        }
      }
      return state.build();
    }
  }
}
