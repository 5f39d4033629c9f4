package city.hotline.cli;

import city.hotline.chaos.Journals;
import city.hotline.node.journal.JournalTool;
import city.hotline.node.launch.ReplayedCopies;
import city.hotline.proto.grid.v1.ShardCopy;
import city.hotline.proto.journal.v1.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The journals of this program's own nodes, for whoever judges them. */
final class StoppedNodes implements Journals {

  @Override
  public List<Entry> entries(Path data) throws IOException {
    List<Entry> entries = new ArrayList<>();
    JournalTool.entries(data, (place, entry, encoded) -> entries.add(entry));
    return entries;
  }

  @Override
  public List<ShardCopy> replay(Path data) throws IOException {
    return ReplayedCopies.of(data);
  }
}
