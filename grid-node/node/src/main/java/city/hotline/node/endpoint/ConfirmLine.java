package city.hotline.node.endpoint;

import city.hotline.core.shard.Positions;
import city.hotline.proto.grid.v1.ConfirmRequest;
import city.hotline.proto.grid.v1.ConfirmResponse;
import city.hotline.proto.grid.v1.Confirmation;
import city.hotline.proto.grid.v1.MemberServiceGrpc.MemberServiceStub;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of confirmations to one owner. Confirmations are cumulative, so while the stream is
 * not ready only the furthest of each shard is kept: bounded by the number of shards. A broken
 * stream is opened again by the next one.
 */
final class ConfirmLine {
  private final String nodeId;
  private final Supplier<Optional<MemberServiceStub>> owner;
  private final Map<ShardRef, Confirmation> waiting = new LinkedHashMap<>();
  private @Nullable Line line;

  ConfirmLine(String nodeId, Supplier<Optional<MemberServiceStub>> owner) {
    this.nodeId = nodeId;
    this.owner = owner;
  }

  synchronized void send(List<Confirmation> confirmations) {
    if (line == null) {
      Optional<MemberServiceStub> stub = owner.get();
      if (stub.isEmpty()) {
        return;
      }
      line = new Line();
      stub.get().confirm(line);
    }
    confirmations.forEach(c -> waiting.merge(c.getShard(), c, ConfirmLine::further));
    flush();
  }

  /** Two threads may confirm one copy and come here in either order; what counts says more. */
  static Confirmation further(Confirmation one, Confirmation other) {
    if (one.hasHeld() != other.hasHeld()) {
      return one.hasHeld() ? other : one;
    }
    return Positions.isAfter(position(one), position(other)) ? one : other;
  }

  private static Position position(Confirmation of) {
    return of.hasHeld() ? of.getHeld() : of.getPosition();
  }

  private synchronized void flush() {
    Line open = line;
    if (open == null || open.requests == null || !open.requests.isReady() || waiting.isEmpty()) {
      return;
    }
    open.requests.onNext(
        ConfirmRequest.newBuilder()
            .setNodeId(nodeId)
            .addAllConfirmations(waiting.values())
            .build());
    waiting.clear();
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
      stream.setOnReadyHandler(ConfirmLine.this::flush);
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
