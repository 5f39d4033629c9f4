package city.hotline.client;

import io.grpc.MethodDescriptor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends commands: one session per district, so that a district without an owner holds up no other.
 * Thread-safe.
 */
final class Link {

  private final Wire wire;
  private final Map<String, CommandSession> sessions = new ConcurrentHashMap<>();

  Link(Wire wire) {
    this.wire = wire;
  }

  <Q, R> CompletableFuture<R> send(
      Identity caller, String district, MethodDescriptor<Q, R> method, Attempts.WithId<Q> request) {
    var answer = new CompletableFuture<R>();
    wire.counted(answer);
    send(caller, district, method, request, answer);
    return answer;
  }

  private <Q, R> void send(
      Identity caller,
      String district,
      MethodDescriptor<Q, R> method,
      Attempts.WithId<Q> request,
      CompletableFuture<R> answer) {
    CommandSession session =
        sessions.computeIfAbsent(district, d -> new CommandSession(wire.settings().linkWindow()));
    boolean taken =
        session.start(
            id -> {
              var result = new CompletableFuture<R>();
              var attempts =
                  new Attempts<>(wire, caller, district, method, request.request(id), result);
              var unused =
                  result.whenComplete(
                      (response, thrown) -> {
                        if (thrown == null) {
                          answer.complete(response);
                        } else if (attempts.sessionExpiredUnjudged(thrown)) {
                          sessions.remove(district, session);
                          send(caller, district, method, request, answer);
                        } else {
                          answer.completeExceptionally(thrown);
                        }
                        session.done(id.getCounter());
                      });
              attempts.attempt();
            });
    if (!taken) {
      answer.completeExceptionally(
          new GridUnavailable(
              "Too many commands wait for district " + district + ": slow down and try again."));
    }
  }
}
