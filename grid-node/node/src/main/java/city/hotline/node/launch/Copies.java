package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.CityDirectories;
import city.hotline.node.board.Happenings;
import city.hotline.node.board.Newsroom;
import city.hotline.node.board.StatusMaker;
import city.hotline.node.citizen.CitizenKeys;
import city.hotline.node.endpoint.AccessGate;
import city.hotline.node.endpoint.GrpcMembers;
import city.hotline.node.endpoint.IdentityProvider;
import city.hotline.node.endpoint.MemberEndpoint;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Checkpointer;
import city.hotline.node.epoch.Confirmer;
import city.hotline.node.epoch.Founding;
import city.hotline.node.epoch.Keeping;
import city.hotline.node.epoch.Placement;
import city.hotline.node.epoch.Refresh;
import city.hotline.node.epoch.Repair;
import city.hotline.node.epoch.Retention;
import city.hotline.node.epoch.Standing;
import city.hotline.node.epoch.Takeover;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Voter;
import city.hotline.node.epoch.Voters;
import city.hotline.node.feed.Legs;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.grid.Holders;
import city.hotline.node.grid.MemberInfo;
import city.hotline.node.journal.GridMark;
import city.hotline.node.journal.Journal;
import city.hotline.node.journal.JournalBackup;
import city.hotline.node.journal.JournalOptions;
import city.hotline.node.journal.NodeIdentity;
import city.hotline.node.journal.ReplayReport;
import city.hotline.node.pulse.ClockWatch;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.pulse.NodeClock;
import city.hotline.node.pulse.PeerClocks;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.replica.Promises;
import city.hotline.node.replica.Replica;
import city.hotline.node.replica.Replicas;
import city.hotline.node.search.OrderSearch;
import city.hotline.node.sequencer.GridLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.shard.v1.Position;
import city.hotline.proto.shard.v1.ShardRef;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * The half of a member that holds copies and has a vote, put together: the journal, what it brings
 * back, and what confirms and repairs it. It needs no cluster. Made, it is replayed.
 */
final class Copies {
  private static final InstantSource MACHINE = InstantSource.system();

  private final AccessGate gate;
  private final String nodeId;
  private final StatusMaker.Self self;
  private final Journal journal;
  private final Directory directory = Directory.beijing();
  private final KnownDirectories directories = new KnownDirectories(directory, this::nowMs);
  private final GridMark mark;
  private final Promises promises;
  private final Voters voters;
  private final Replicas replicas;
  private final GrpcMembers members;
  private final Refresh refresh;
  private final ReplayReport replayed;
  private final NodeClock nodeClock = new NodeClock(MACHINE.millis(), System::nanoTime);
  private final PeerClocks peerClocks = new PeerClocks(MACHINE, System::nanoTime);
  private final GridClock clock;
  private final Confirmer confirmer;
  private final Repair repair;
  private final Voter voter;
  private final CitizenKeys keys;

  Copies(NodeOptions options, Supplier<List<MemberInfo>> membersNow, Threads threads) {
    IdentityProvider identities = Identities.of(options);
    gate = new AccessGate(identities);
    nodeId = NodeIdentity.of(options.data());
    self = new StatusMaker.Self(nodeId, NodeOptions.version(), Trust.warnings(options));
    journal = Journal.open(JournalOptions.of(options.data(), nodeId));
    promises = new Promises(journal);
    mark = new GridMark(options.data());
    voters = new Voters(nodeId, journal, mark.isSet());
    replicas = new Replicas(directories, journal, promises);
    members = new GrpcMembers(nodeId, membersNow, identities);
    refresh = new Refresh(nodeId, journal, voters, promises, replicas, members);
    replayed = new Restart(journal, replicas, promises, voters).replay();
    if (JournalBackup.wasRestored(options.data())) {
      voters.forfeit();
      JournalBackup.noted(options.data());
    }
    refresh.begin(replayed.rebooted());
    clock = new GridClock(nodeClock, this::latestMomentMs);
    confirmer = new Confirmer(voters, members, refresh, journal, threads.completions());
    repair = new Repair(replicas, promises, members, confirmer, threads.repairs());
    voter = new Voter(voters, promises, replicas, journal, refresh, clock);
    keys =
        new CitizenKeys(
            nodeId,
            CitizenKeys.folderIn(options.data()),
            options.trust().secret(),
            voters,
            members,
            threads.keys());
  }

  private long latestMomentMs() {
    long latest = 0;
    for (Replica replica : replicas.all()) {
      latest = Math.max(latest, replica.read(s -> s.lastMomentMs()).orElse(0L));
    }
    return latest;
  }

  private OptionalLong nowMs() {
    return clock.nowMs();
  }

  /** The versions of the directory. */
  KnownDirectories directories() {
    return directories;
  }

  /** What learns them from the city's floor. */
  CityDirectories versions(Sequencer sequencer, ScheduledExecutorService readers) {
    return new CityDirectories(directories, replicas, sequencer, readers);
  }

  AccessGate gate() {
    return gate;
  }

  String nodeId() {
    return nodeId;
  }

  StatusMaker.Self self() {
    return self;
  }

  Journal journal() {
    return journal;
  }

  GridMark mark() {
    return mark;
  }

  Directory directory() {
    return directory;
  }

  Voters voters() {
    return voters;
  }

  Replicas replicas() {
    return replicas;
  }

  GrpcMembers members() {
    return members;
  }

  GridClock clock() {
    return clock;
  }

  NodeClock nodeClock() {
    return nodeClock;
  }

  PeerClocks peerClocks() {
    return peerClocks;
  }

  Repair repair() {
    return repair;
  }

  Voter voter() {
    return voter;
  }

  /** The keys of citizens. */
  CitizenKeys keys() {
    return keys;
  }

  Takeover.Parts takeoverParts(
      Placement placement, Acknowledgements acknowledgements, Tenures tenures) {
    return new Takeover.Parts(
        nodeId,
        voters,
        promises,
        refresh,
        replicas,
        members,
        placement,
        acknowledgements,
        tenures,
        clock);
  }

  /** What the queues of this node's shards work with. */
  GridLanes.Parts lanes(
      HazelcastGrid grid,
      Acknowledgements acknowledgements,
      GridLanes.Publisher publisher,
      GridLanes.Meter meter,
      Executor completions) {
    return new GridLanes.Parts(
        nodeId,
        grid,
        acknowledgements,
        standing(),
        confirmer,
        voters,
        clock,
        publisher,
        meter,
        completions);
  }

  /** What tells this node and the others of its shards. */
  Newsroom newsroom(
      Tenures tenures,
      Sequencer sequencer,
      Acknowledgements acknowledgements,
      Happenings happenings) {
    return new Newsroom(
        new Newsroom.Parts(
            nodeId,
            replicas,
            tenures,
            sequencer,
            acknowledgements,
            voters,
            clock,
            directories,
            happenings,
            members::present));
  }

  /** What answers other nodes. */
  MemberEndpoint memberEndpoint(
      Acknowledgements acknowledgements,
      Router router,
      Newsroom newsroom,
      Legs legs,
      MemberEndpoint.Answering answering,
      Executor handouts) {
    return new MemberEndpoint(
        new MemberEndpoint.Parts(
            voter,
            repair,
            acknowledgements,
            router,
            newsroom,
            legs,
            answering,
            peerClocks,
            keys.member(),
            handouts));
  }

  /** What finds orders. */
  OrderSearch search(
      NodeOptions options, Sequencer sequencer, Executor searches, LongConsumer meter) {
    OrderSearch search =
        new OrderSearch(
            options.data().resolve("search"),
            directories,
            sequencer,
            searches,
            meter,
            keys.citizens());
    keys.listen(search::keysChanged);
    return search;
  }

  /** What keeps the journal of these copies short. */
  Upkeep upkeep(
      Keeping keeping,
      Newsroom newsroom,
      Supplier<Map<String, Map<ShardId, Position>>> checkpoints,
      Supplier<Map<ShardRef, Long>> wanted) {
    return new Upkeep(
        new Checkpointer(voters, promises, replicas, journal, keeping, replayed.bytes()),
        new Retention(voters, journal, keeping, MACHINE, checkpoints, wanted),
        newsroom);
  }

  /** This node's part in a cluster that it has not joined yet. */
  HazelcastGrid grid(NodeOptions options, HazelcastGrid.Starter hazelcast) {
    return new HazelcastGrid(
        options.grid(nodeId),
        directory.districts().stream().map(Place::getCode).toList(),
        new Holders(replicas, confirmer, repair),
        confirmer,
        hazelcast);
  }

  private Standing standing() {
    return new Standing(nodeId, voters, promises, members);
  }

  /** What keeps this node's clock right. */
  ClockWatch clockWatch(HazelcastGrid grid, Threads threads) {
    return new ClockWatch(
        nodeClock, peerClocks, new ClockPeers(nodeId, members, voters, grid), threads.takeovers());
  }

  /** What founds the grid, once. */
  Founding founding(NodeOptions options, Supplier<Map<String, String>> gridIds) {
    return new Founding(
        nodeId, options.expectedMembers(), options.forced(), voters, members, gridIds);
  }

  /** One round of what brings this node its vote back after a restart of its machine. */
  void refresh() {
    refresh.round(repair);
  }
}
