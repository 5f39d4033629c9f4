package city.hotline.core.shard;

import city.hotline.core.directory.Directories;
import city.hotline.core.docket.Docket;
import city.hotline.core.floor.Floor;
import city.hotline.proto.docket.v1.DocketState;
import city.hotline.proto.floor.v1.FloorState;
import city.hotline.proto.shard.v1.Moment;
import city.hotline.proto.shard.v1.ShardSnapshot;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a shard holds: one of the two state machines. */
public sealed interface Contents {

  /** A floor. */
  record OfFloor(Floor floor) implements Contents {}

  /** A docket. */
  record OfDocket(Docket docket) implements Contents {}

  /** The empty contents of a shard that comes to be. */
  static Contents founded(ShardId id, Directories directories, Moment moment) {
    return id.isFloor()
        ? new OfFloor(Floor.founded(id.district(), directories, moment))
        : new OfDocket(Docket.founded(id.district(), id.docket(), directories, moment));
  }

  /** The contents at a snapshot. */
  static Contents restored(ShardId id, Directories directories, ShardSnapshot snapshot) {
    return id.isFloor()
        ? new OfFloor(Floor.restored(id.district(), directories, snapshot.getFloor()))
        : new OfDocket(
            Docket.restored(id.district(), id.docket(), directories, snapshot.getDocket()));
  }

  /** When its next tick is due, grid time in milliseconds. */
  default long nextDeadlineMs() {
    if (this instanceof OfFloor f) {
      return f.floor.nextDeadlineMs();
    }
    return ((OfDocket) this).docket.nextDeadlineMs();
  }

  /** As it is now, to be put into a message on any thread. */
  default Consumer<ShardSnapshot.Builder> freeze() {
    if (this instanceof OfFloor f) {
      Supplier<FloorState> floor = f.floor.freeze();
      return snapshot -> snapshot.setFloor(floor.get());
    }
    Supplier<DocketState> docket = ((OfDocket) this).docket.freeze();
    return snapshot -> snapshot.setDocket(docket.get());
  }

  /** A new owner begins. */
  default void epochStarted(Moment moment) {
    if (this instanceof OfFloor f) {
      f.floor.epochStarted(moment);
    } else {
      ((OfDocket) this).docket.epochStarted(moment);
    }
  }
}
