package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.node.journal.EntryVisitor;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalTool;
import city.hotline.node.replica.Digests;
import city.hotline.node.replica.JournaledRecord;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replicas;
import city.hotline.proto.grid.v1.ShardCopy;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;

/** What the copies of a stopped member are when its journal is replayed; changes nothing. */
public final class ReplayedCopies {
  private ReplayedCopies() {}

  /**
   * Replays as a start does.
   *
   * @param folder a member's data folder
   */
  public static List<ShardCopy> of(Path folder) throws IOException {
    Journal none =
        (Journal)
            Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("a replay for reading calls " + method);
                });
    Replicas replicas = new Replicas(Directory.beijing(), none, new Promises(none));
    EntryVisitor replay =
        (place, entry, encoded) -> {
          if (entry.hasRecord()) {
            replicas.replay(JournaledRecord.of(entry.getRecord(), encoded));
          } else if (entry.hasSnapshot()) {
            replicas.replay(entry.getSnapshot());
          }
        };
    JournalTool.entries(folder, replay);
    replicas.replayed();
    return Digests.of(replicas);
  }
}
