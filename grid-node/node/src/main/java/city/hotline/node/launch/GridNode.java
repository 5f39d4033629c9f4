package city.hotline.node.launch;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.board.Board;
import city.hotline.node.board.CityDirectories;
import city.hotline.node.board.CityVoters;
import city.hotline.node.board.GridFigures;
import city.hotline.node.board.Happenings;
import city.hotline.node.board.Newsroom;
import city.hotline.node.board.PictureMaker;
import city.hotline.node.board.StatusMaker;
import city.hotline.node.citizen.CitizenKeys;
import city.hotline.node.citizen.Citizens;
import city.hotline.node.courier.Courier;
import city.hotline.node.endpoint.AccessGate;
import city.hotline.node.endpoint.AuditEndpoint;
import city.hotline.node.endpoint.BoardWatcher;
import city.hotline.node.endpoint.CitizenEndpoint;
import city.hotline.node.endpoint.DepartmentEndpoint;
import city.hotline.node.endpoint.DirectoryEndpoint;
import city.hotline.node.endpoint.FollowUpEndpoint;
import city.hotline.node.endpoint.GridEndpoint;
import city.hotline.node.endpoint.GrpcMembers;
import city.hotline.node.endpoint.IntakeEndpoint;
import city.hotline.node.endpoint.MemberEndpoint;
import city.hotline.node.endpoint.RatesEndpoint;
import city.hotline.node.endpoint.SearchEndpoint;
import city.hotline.node.endpoint.SeatDesk;
import city.hotline.node.endpoint.SeatEndpoint;
import city.hotline.node.endpoint.SupervisionEndpoint;
import city.hotline.node.endpoint.SwitchDesk;
import city.hotline.node.endpoint.TelephonyEndpoint;
import city.hotline.node.endpoint.Traffic;
import city.hotline.node.endpoint.VotersDesk;
import city.hotline.node.endpoint.WallboardEndpoint;
import city.hotline.node.epoch.Acknowledgements;
import city.hotline.node.epoch.Keeper;
import city.hotline.node.epoch.Takeover;
import city.hotline.node.epoch.Tenures;
import city.hotline.node.epoch.Voters;
import city.hotline.node.feed.Feeds;
import city.hotline.node.feed.Legs;
import city.hotline.node.feed.OtherJournals;
import city.hotline.node.gauge.CityParts;
import city.hotline.node.gauge.Gauges;
import city.hotline.node.gauge.KeepingParts;
import city.hotline.node.gauge.Meters;
import city.hotline.node.gauge.WorkParts;
import city.hotline.node.grid.HazelcastGrid;
import city.hotline.node.grid.MemberInfo;
import city.hotline.node.journal.Journal;
import city.hotline.node.pulse.CityTime;
import city.hotline.node.pulse.ClockWatch;
import city.hotline.node.pulse.GridClock;
import city.hotline.node.pulse.SeatLeases;
import city.hotline.node.pulse.Ticks;
import city.hotline.node.rates.DocketRates;
import city.hotline.node.replica.Replicas;
import city.hotline.node.search.CitySearch;
import city.hotline.node.search.OrderSearch;
import city.hotline.node.sequencer.GridLanes;
import city.hotline.node.sequencer.Router;
import city.hotline.node.sequencer.Sequencer;
import io.grpc.BindableService;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member, put together: from the journal up to the endpoints, in the order in which a change
 * travels.
 *
 * <p>Construction opens and replays the journal; {@link #start} joins the cluster and begins to
 * take districts over. Serving the endpoints is the caller's business, so that tests and the
 * benchmark can do it their way.
 */
public final class GridNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GridNode.class);
  private static final long SAFE_SECONDS = 10;

  private final String nodeId;
  private final Threads threads = new Threads();
  private final Journal journal;
  private final Directory directory;
  private final Replicas replicas;
  private final Voters voters;
  private final Tenures tenures = new Tenures();
  private final Takeover takeover;
  private final Acknowledgements acknowledgements;
  private final GridClock clock;
  private final GrpcMembers members;
  private final HazelcastGrid grid;
  private final Sequencer sequencer;
  private final Router router;
  private final Board board;
  private final Newsroom newsroom;
  private final CityVoters cityVoters;
  private final Courier courier;
  private final StatusMaker status;
  private final PictureMaker pictures;
  private final SeatDesk seats;
  private final SeatLeases leases;
  private final SwitchDesk switches;
  private final Meters meters = new Meters();
  private final Traffic traffic = new Traffic();
  private final AccessGate gate;
  private final Ticks ticks;
  private final CityParts city;
  private final ClockWatch clockWatch;
  private final Arrival arrival;
  private final Rounds rounds;
  private final Upkeep upkeep;
  private final OrderSearch search;
  private final CitizenKeys keys;
  private final List<BindableService> endpoints;

  /** Opens and replays. */
  public GridNode(NodeOptions options, HazelcastGrid.Starter hazelcast) {
    Copies copies = new Copies(options, this::membersNow, threads);
    gate = copies.gate();
    nodeId = copies.nodeId();
    journal = copies.journal();
    directory = copies.directory();
    voters = copies.voters();
    replicas = copies.replicas();
    members = copies.members();
    clock = copies.clock();
    keys = copies.keys();

    acknowledgements = new Acknowledgements((shard, epoch, sequence) -> acknowledged(shard));
    members.answerSelf(copies.voter(), acknowledgements);
    grid = copies.grid(options, hazelcast);
    var others = new OtherJournals(nodeId, members, voters, threads.repairs());
    Feeds feeds = new Feeds(replicas, acknowledgements, journal, others);
    GridLanes.Parts lanes =
        copies.lanes(grid, acknowledgements, feeds::publish, meters, threads.completions());
    sequencer = GridLanes.sequencer(replicas, lanes);
    Takeover.Parts parts = copies.takeoverParts(grid, acknowledgements, tenures);
    takeover = new Takeover(parts);

    board = new Board(clock, voters, copies.directories());
    var ways = new Router.Ways(keys.citizens()::seal, board, members);
    router = new Router(nodeId, replicas, tenures, sequencer, ways);
    Happenings happenings = new Happenings(directory, keys.citizens());
    newsroom = copies.newsroom(tenures, sequencer, acknowledgements, happenings);
    newsroom.addReader(board::heard);
    upkeep = copies.upkeep(options.keeping(), newsroom, board::checkpoints, feeds::wanted);
    courier = new Courier(replicas, sequencer, router, threads.scheduler());
    seats = new SeatDesk(sequencer, keys.citizens());
    keys.listen(changed -> seats.keysChanged());
    leases = new SeatLeases(sequencer);
    switches = new SwitchDesk(sequencer);
    search = copies.search(options, sequencer, threads.searches(), meters::searched);
    CityTime cityTime = new CityTime(clock, replicas, newsroom::tell);
    cityVoters = new CityVoters(voters, replicas, router, board);
    CityDirectories versions = copies.versions(sequencer, threads.readers());
    // Before the clock: whoever knows the time must know what holds then.
    List.of(versions, cityTime, cityVoters, feeds, sequencer, leases, newsroom)
        .forEach(tenures::listen);
    List.of(courier, seats, switches, search).forEach(tenures::listen);
    List.of(versions, cityTime, cityVoters, happenings, courier, seats, switches, search)
        .forEach(feeds::tap);

    status = new StatusMaker(copies.self(), directory, board, clock, voters, grid::members);
    city = new CityParts(directory, board, status, clock);
    pictures = new PictureMaker(nodeId, directory, board, clock, voters, grid::members);
    Legs legs = new Legs(feeds, sequencer, tenures, board, members::channel, threads.readers());
    endpoints = endpoints(copies, legs);
    ticks = new Ticks(tenures, replicas, sequencer, clock);
    clockWatch = copies.clockWatch(grid, threads);
    arrival =
        new Arrival(
            nodeId,
            new Arrival.Parts(
                grid, board, voters, copies.mark(), clockWatch, directory, threads.takeovers()));
    rounds = rounds(options, copies, new Keeper(parts, takeover, threads.takeovers()));
  }

  private List<BindableService> endpoints(Copies copies, Legs legs) {
    GridFigures figures =
        new GridFigures(nodeId, directory, newsroom, clock, members::present, members::readFigures);
    DocketRates rates = new DocketRates(sequencer, directory, threads.searches());
    var answering = new MemberEndpoint.Answering(search, rates);
    CitySearch citySearch = new CitySearch(search, router, board, members, copies.directories());
    Citizens citizens = keys.citizens();
    return List.of(
        copies.memberEndpoint(
            acknowledgements, router, newsroom, legs, answering, threads.handouts()),
        new GridEndpoint(
            router,
            board,
            status,
            figures,
            new VotersDesk(nodeId, voters, router, board, members::present),
            new GridEndpoint.Parts(members::channel, threads.readers(), copies.nodeClock())),
        new SeatEndpoint(router, board, seats, leases, members::channel, gate),
        new TelephonyEndpoint(
            router, board, switches, citizens, members::channel, threads.readers()),
        new SupervisionEndpoint(router, sequencer, threads.readers()),
        new DepartmentEndpoint(router, citySearch, legs, threads.readers(), citizens),
        new FollowUpEndpoint(router, citySearch, clock::nowMs),
        new IntakeEndpoint(router, copies.directories()),
        RatesEndpoint.of(rates, router, board, members, directory, clock),
        new SearchEndpoint(citySearch, citizens),
        new CitizenEndpoint(keys.erasing(), citySearch),
        new WallboardEndpoint(pictures, threads.readers()),
        new AuditEndpoint(nodeId, replicas),
        new DirectoryEndpoint(router, copies.directories()));
  }

  private Rounds rounds(NodeOptions options, Copies copies, Keeper keeper) {
    return new Rounds(
        threads,
        new Rounds.Parts(
            keeper,
            copies::refresh,
            copies.founding(options, board::gridIds),
            grid,
            newsroom,
            new BoardWatcher(nodeId, members, board),
            ticks,
            sequencer,
            leases,
            cityVoters));
  }

  /**
   * Asked before the cluster part exists, too: the parts know each other only through this class.
   */
  private List<MemberInfo> membersNow() {
    return grid == null ? List.of() : grid.members();
  }

  private void acknowledged(ShardId shard) {
    takeover.acknowledged(shard);
    sequencer.acknowledged(shard);
  }

  /**
   * Joins the cluster, then begins to found, take over, tick and tell. The endpoints must be served
   * by now.
   */
  public void start() {
    grid.join(board::ownerOf);
    rounds.start();
    every(250, "comparing clocks", clockWatch::round);
    every(200, "arriving", arrival::round);
    every(1_000, "leases of switches", switches::round);
    every(CitizenKeys.ROUND_MS, "keeping keys", keys::round);
    upkeep.start();
    rounds.fold(search);
    LOG.info("node {} is a member, ready to take districts over", nodeId);
  }

  /** Adds something to do again and again, for what is served around this node. */
  public void every(long periodMs, String what, Runnable round) {
    rounds.every(periodMs, what, round);
  }

  /** The gRPC services of this node. */
  public List<BindableService> endpoints() {
    return endpoints;
  }

  /** One of them. */
  public BindableService endpoint(Class<? extends BindableService> type) {
    return endpoints.stream().filter(type::isInstance).findFirst().orElseThrow();
  }

  /** This node's stable id. */
  public String nodeId() {
    return nodeId;
  }

  /** Says how the grid is. */
  public StatusMaker status() {
    return status;
  }

  /** Makes pictures for walls. */
  public PictureMaker pictures() {
    return pictures;
  }

  /** What this node knows of the grid. */
  public Board board() {
    return board;
  }

  /** The way of commands. */
  public Router router() {
    return router;
  }

  /** The queues of this node's shards. */
  public Sequencer sequencer() {
    return sequencer;
  }

  /** This node's part in the cluster. */
  public HazelcastGrid grid() {
    return grid;
  }

  /** The journal. */
  public Journal journal() {
    return journal;
  }

  /** The districts this node owns. */
  public Tenures tenures() {
    return tenures;
  }

  /** This node's copies. */
  public Replicas replicas() {
    return replicas;
  }

  /** Counts of this node. */
  public Meters meters() {
    return meters;
  }

  /** Lets callers in; the gRPC server is to be built with it, inside of {@link #traffic}. */
  public AccessGate gate() {
    return gate;
  }

  /** What leaves this node towards callers; the gRPC server is to be built with it. */
  public Traffic traffic() {
    return traffic;
  }

  /**
   * All metrics of the grid and of this node.
   *
   * @param walls how many pages read this node's stream
   */
  public Gauges gauges(IntSupplier walls) {
    return Gauges.of(
        city,
        new WorkParts(meters, sequencer, traffic, ticks, courier, search, walls),
        new KeepingParts(journal, tenures, replicas, acknowledgements, voters, grid));
  }

  /** Deliveries of this node. */
  public Courier courier() {
    return courier;
  }

  /** The orders of what this node serves. */
  public OrderSearch search() {
    return search;
  }

  /** Who has a vote. */
  public Voters voters() {
    return voters;
  }

  /**
   * Lets other nodes take over what this one serves, and waits until they do; blocks, 20 s at most.
   * The endpoints must still be served: the new owners ask this node, too.
   */
  public void handOver() {
    arrival.stop();
    new HandOver(nodeId, grid, directory, board).run();
  }

  /**
   * Leaves the cluster after its copies are safe elsewhere, answers whatever still waits, and
   * closes the journal, also when its part in the cluster has ended by itself before.
   */
  @Override
  public void close() {
    rounds.stop();
    upkeep.close();
    threads.stopTakeovers();
    try {
      if (grid.members().size() > 1 && !grid.awaitSafe(SAFE_SECONDS)) {
        LOG.warn("leaving although not every partition has its copies elsewhere");
      }
    } catch (IllegalStateException e) {
      LOG.warn("no longer in the cluster: {}", e.toString());
    }
    tenures.all().stream().map(Tenures.Tenure::district).toList().forEach(takeover::abandon);
    grid.close();
    members.close();
    search.close();
    keys.close();
    threads.close();
    journal.close();
    LOG.info("node {} closed", nodeId);
  }
}
