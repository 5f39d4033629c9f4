package city.hotline.node.endpoint;

import city.hotline.node.replica.Digests;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.AuditServiceGrpc;
import city.hotline.proto.grid.v1.GetCopiesRequest;
import city.hotline.proto.grid.v1.GetCopiesResponse;
import io.grpc.stub.StreamObserver;

/** For those who compare the copies of all nodes. */
public final class AuditEndpoint extends AuditServiceGrpc.AuditServiceImplBase {
  private final String nodeId;
  private final Replicas replicas;

  /** Answers for this node. */
  public AuditEndpoint(String nodeId, Replicas replicas) {
    this.nodeId = nodeId;
    this.replicas = replicas;
  }

  @Override
  public void getCopies(GetCopiesRequest request, StreamObserver<GetCopiesResponse> observer) {
    Unary.succeed(
        observer,
        GetCopiesResponse.newBuilder()
            .setNodeId(nodeId)
            .addAllCopies(Digests.of(replicas))
            .build());
  }
}
