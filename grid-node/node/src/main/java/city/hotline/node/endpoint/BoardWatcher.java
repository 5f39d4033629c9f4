package city.hotline.node.endpoint;

import city.hotline.node.board.Board;
import city.hotline.proto.grid.v1.MemberServiceGrpc;
import city.hotline.proto.grid.v1.WatchBoardRequest;
import city.hotline.proto.grid.v1.WatchBoardResponse;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens to what every other node says of itself; called every 250 ms, it opens what is missing.
 */
public final class BoardWatcher {
  private final String nodeId;
  private final GrpcMembers members;
  private final Board board;
  private final Set<String> watched = ConcurrentHashMap.newKeySet();

  /** Tells the board. */
  public BoardWatcher(String nodeId, GrpcMembers members, Board board) {
    this.nodeId = nodeId;
    this.members = members;
    this.board = board;
  }

  /** One round. */
  public void round() {
    List<String> present = members.present();
    for (String member : present) {
      if (!member.equals(nodeId) && watched.add(member)) {
        members
            .channel(member)
            .ifPresentOrElse(channel -> watch(member, channel), () -> watched.remove(member));
      }
    }
  }

  private void watch(String member, ManagedChannel channel) {
    MemberServiceGrpc.newStub(channel)
        .watchBoard(
            WatchBoardRequest.newBuilder().setNodeId(nodeId).build(),
            new StreamObserver<WatchBoardResponse>() {
              @Override
              public void onNext(WatchBoardResponse news) {
                board.heard(news);
              }

              @Override
              public void onError(Throwable failure) {
                lost();
              }

              @Override
              public void onCompleted() {
                lost();
              }

              private void lost() {
                board.lost(member);
                watched.remove(member);
              }
            });
  }
}
