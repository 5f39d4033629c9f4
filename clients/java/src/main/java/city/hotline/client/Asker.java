package city.hotline.client;

import io.grpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;

/** Who asks something that changes nothing, and how it is asked. Thread-safe. */
final class Asker {
  private final Wire wire;
  private final Identity caller;

  /** As somebody, unless the whole client is somebody else. */
  Asker(Wire wire, Identity caller) {
    this.wire = wire;
    Identity all = wire.settings().caller();
    this.caller = all == null ? caller : all;
  }

  /** The name under which it asks for itself; empty where nobody says for whom. */
  String own() {
    return switch (caller.role()) {
      case ROLE_SEAT, ROLE_DEPARTMENT, ROLE_CHANNEL -> caller.name();
      default -> "";
    };
  }

  /** Any node answers where no district is named. */
  <Q, R> CompletableFuture<R> ask(String district, MethodDescriptor<Q, R> method, Q request) {
    var answer = new CompletableFuture<R>();
    new Attempts<>(wire, caller, district, method, request, answer).attempt();
    return answer;
  }
}
