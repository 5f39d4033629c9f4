package city.hotline.chaos.check;

import city.hotline.chaos.history.History;
import city.hotline.proto.grid.v1.GetFiguresResponse;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.journal.v1.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to judge a run by, taken after everybody went home and every copy was at rest.
 *
 * @param history what was seen from outside
 * @param nodes what each node had in the end
 * @param figures what the grid said it counted, by district; absent when the copies did not come to
 *     rest: then only what must hold at any time is judged
 */
public record Evidence(History history, List<Node> nodes, @Nullable GetFiguresResponse figures) {

  /**
   * One node's.
   *
   * @param name of the node
   * @param journal its entries, oldest first
   * @param live its copies as it said before it was stopped
   * @param replayed its copies as a replay of the journal makes them
   */
  public record Node(
      String name, List<Entry> journal, List<ShardCopy> live, List<ShardCopy> replayed) {}
}
