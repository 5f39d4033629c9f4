package city.hotline.node.endpoint;

import city.hotline.node.feed.Turns;
import city.hotline.proto.grid.v1.ConfirmRequest;
import city.hotline.proto.grid.v1.ConfirmResponse;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.MemberServiceGrpc.MemberServiceStub;
import city.hotline.proto.shard.v1.ShardRef;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of confirmations to one owner. Confirmations are cumulative, so while the stream is
 * not ready, or one is being sent, only the newest of each shard is kept: bounded by the number of
 * shards. A broken stream is opened again by the next one.
 */
final class ConfirmLine {
  private final String nodeId;
  private final Supplier<Optional<MemberServiceStub>> owner;
  private final Map<ShardRef, Confirmation> waiting = new LinkedHashMap<>();
  private final Turns turns;
  private @Nullable Line line;

  ConfirmLine(String nodeId, Supplier<Optional<MemberServiceStub>> owner, Executor executor) {
    this.nodeId = nodeId;
    this.owner = owner;
    this.turns = new Turns(this::flush, executor);
  }

  void send(List<Confirmation> confirmations) {
    synchronized (this) {
      confirmations.forEach(c -> waiting.put(c.getShard(), c));
    }
    turns.ask();
  }

  /** One thread at a time; whoever has something to confirm meanwhile does not wait for it. */
  private void flush() {
    ClientCallStreamObserver<ConfirmRequest> open = open();
    if (open == null || !open.isReady()) {
      return;
    }
    List<Confirmation> newest = taken();
    if (!newest.isEmpty()) {
      open.onNext(
          ConfirmRequest.newBuilder().setNodeId(nodeId).addAllConfirmations(newest).build());
    }
  }

  private synchronized List<Confirmation> taken() {
    List<Confirmation> taken = List.copyOf(waiting.values());
    waiting.clear();
    return taken;
  }

  private synchronized @Nullable ClientCallStreamObserver<ConfirmRequest> open() {
    if (line == null) {
      Optional<MemberServiceStub> stub = owner.get();
      if (stub.isEmpty()) {
        waiting.clear();
        return null;
      }
      line = new Line();
      stub.get().confirm(line);
    }
    return line == null ? null : line.requests;
  }

  private synchronized void lost(Line lost) {
    if (line == lost) {
      line = null;
      waiting.clear();
    }
  }

  private final class Line implements ClientResponseObserver<ConfirmRequest, ConfirmResponse> {
    @Nullable ClientCallStreamObserver<ConfirmRequest> requests;

    @Override
    public void beforeStart(ClientCallStreamObserver<ConfirmRequest> stream) {
      requests = stream;
      stream.setOnReadyHandler(turns::ask);
    }

    @Override
    public void onNext(ConfirmResponse response) {
      // The owner says nothing.
    }

    @Override
    public void onError(Throwable failure) {
      lost(this);
    }

    @Override
    public void onCompleted() {
      lost(this);
    }
  }
}
