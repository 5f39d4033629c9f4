package city.hotline.node.replica;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Times;
import city.hotline.core.shard.Outcome;
import city.hotline.core.shard.ShardId;
import city.hotline.node.journal.MemoryJournal;
import city.hotline.proto.floor.v1.FloorCommand;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.ShardCommand;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The copy of one floor on one node of a test, with its own journal and promises. */
public final class Copy {
  /** The floor of Chaoyang. */
  public static final ShardId FLOOR = ShardId.floor("110105");

  /** When everything happens, grid time in milliseconds. */
  public static final long NOW_MS = 1_790_000_000_000L;

  public final String nodeId;
  public final MemoryJournal journal = new MemoryJournal();
  public final Promises promises = new Promises(journal);
  public final Replica replica;

  /** An empty copy. */
  public Copy(String nodeId) {
    this.nodeId = nodeId;
    this.replica =
        new Replica(FLOOR, Directory.beijing(), journal, promises, new SnapshotWriter(journal));
  }

  /** A copy that owns the floor in an epoch, with so many calls after the start of the epoch. */
  public static Copy owner(String nodeId, long epoch, int calls) {
    Copy owner = new Copy(nodeId);
    owner.begins(epoch);
    for (int i = 1; i <= calls; i++) {
      owner.takesCall(epoch, "call-" + i);
    }
    return owner;
  }

  /** When. */
  public static Moment moment() {
    return Moment.newBuilder().setTime(Times.timestamp(NOW_MS)).setSeed(1).build();
  }

  /** Takes the floor over, by itself alone. */
  public JournaledRecord begins(long epoch) {
    promises.promise(FLOOR.district(), epoch, nodeId);
    return replica.startEpoch(epoch, moment(), nodeId);
  }

  /** As owner, accepts the arrival of a call. */
  public JournaledRecord takesCall(long epoch, String name) {
    List<JournaledRecord> made = new ArrayList<>();
    boolean owned =
        replica.asOwner(
            epoch,
            writer -> {
              Outcome outcome = writer.shard().decide(arrival(name), moment(), epoch, nodeId);
              made.add(writer.append(((Outcome.Accepted) outcome).record()));
            });
    if (!owned) {
      throw new IllegalStateException(nodeId + " does not own the floor in epoch " + epoch);
    }
    return made.get(0);
  }

  /** The command that reports a call. */
  public static ShardCommand arrival(String name) {
    return ShardCommand.newBuilder()
        .setShard(FLOOR.toRef())
        .setFloor(
            FloorCommand.newBuilder()
                .setReportArrival(ReportArrival.newBuilder().setSwitchCallId(name)))
        .build();
  }

  /** All records in its journal, oldest first. */
  public List<JournaledRecord> records() {
    return journal.written().stream()
        .filter(e -> e.hasRecord())
        .map(e -> JournaledRecord.decode(e.toByteArray()))
        .toList();
  }

  /** Its whole state. */
  public ShardSnapshot snapshot() {
    return replica.read(s -> s.snapshot()).orElseThrow();
  }

  /** Takes records in order, as they come from an owner. */
  public Replica.Take takes(List<JournaledRecord> records) {
    Replica.Take last = Replica.Take.HAD;
    for (JournaledRecord record : records) {
      last = replica.take(List.of(record));
    }
    return last;
  }
}
