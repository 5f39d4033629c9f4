package city.hotline.client;

import city.hotline.proto.department.v1.WatchOrdersRequest;
import io.grpc.ClientInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The way into the grid for any program: seats, switches, departments, follow-ups, wallboards.
 *
 * <p>Every command has an id and is repeated under it until it is answered, refused for good, or
 * the client's patience ends; so it is never carried out twice. Commands go straight to the owner
 * of their district. Futures fail with a {@link HotlineException}. Thread-safe; one client serves a
 * whole process.
 */
public final class HotlineClient implements AutoCloseable {

  private final Wire wire;
  private final Link switchLink;
  private final Link orderLink;

  private HotlineClient(Wire wire) {
    this.wire = wire;
    this.switchLink = new Link(wire);
    this.orderLink = new Link(wire);
  }

  /** A client with the usual settings; it learns of the other nodes by itself. */
  public static HotlineClient connect(List<String> hostPorts) {
    return builder(hostPorts).build();
  }

  /** A client with settings of its own, from the addresses of one node or more. */
  public static Builder builder(List<String> hostPorts) {
    return new Builder(hostPorts.stream().map(GridAddress::parse).toList());
  }

  /** Opens the session of a seat, such as "110105-S017". */
  public SeatSession seat(String seatId, SeatListener listener) {
    return new SeatSession(wire, seatId, listener);
  }

  /** What a telephone switch reports, and what it is told to do. */
  public SwitchLink switchLink() {
    return new SwitchLink(wire, switchLink);
  }

  /** What the supervisor of a district's floor, such as "110105", does and sees. */
  public Supervision supervision(String district) {
    return new Supervision(wire, switchLink, district);
  }

  /** What a unit's system does, for example for the street "110105001". */
  public Department department(String unit) {
    return new Department(wire, orderLink, unit);
  }

  /** Watches all orders of a district, or of the whole city when none is given. */
  public OrderWatch watchOrders(@Nullable String district, String token, OrderListener listener) {
    return watch(district, token, listener, false);
  }

  /** The same, as many messages at a time as {@link OrderWatch#request} asks for. */
  public OrderWatch watchOrdersOnRequest(
      @Nullable String district, String token, OrderListener listener) {
    return watch(district, token, listener, true);
  }

  private OrderWatch watch(
      @Nullable String district, String token, OrderListener listener, boolean onRequest) {
    var scope = WatchOrdersRequest.newBuilder().setToken(token);
    if (district != null) {
      scope.setDistrict(district);
    }
    String way = district == null ? "" : district;
    return new OrderWatch(wire, Identity.supervisor(way), scope.build(), way, listener, onRequest);
  }

  /** The desk that asks citizens afterwards. */
  public FollowUps followUps() {
    return new FollowUps(new Asker(wire, Identity.FOLLOW_UP), orderLink);
  }

  /** Finds orders all over the city, as the desk that asks citizens, or as who the client is. */
  public Orders orders() {
    return new Orders(new Asker(wire, Identity.FOLLOW_UP));
  }

  /** Finds the orders that concern a unit, for its system. */
  public Orders ordersOfUnit(String unit) {
    return new Orders(new Asker(wire, Identity.department(unit)));
  }

  /** Finds orders all over the city for whoever runs the grid. */
  public Orders ordersForAdministrator() {
    return new Orders(new Asker(wire, Identity.ADMINISTRATOR));
  }

  /** Finds orders for a seat, such as "110105-S017". */
  public Orders ordersForSeat(String seatId) {
    return new Orders(new Asker(wire, Identity.seat(seatId)));
  }

  /** The three rates and rankings, as the desk that asks citizens, or as who the client is. */
  public Rates rates() {
    return new Rates(new Asker(wire, Identity.FOLLOW_UP));
  }

  /** The rates of a unit and those below it, for its system. */
  public Rates ratesOfUnit(String unit) {
    return new Rates(new Asker(wire, Identity.department(unit)));
  }

  /** Finds orders for a way by which citizens report without calling, such as "open311". */
  public Orders ordersForChannel(String channel) {
    return new Orders(new Asker(wire, Identity.channel(channel)));
  }

  /**
   * What comes in by such a way: 1 to 16 small letters and digits, a letter among them, part of the
   * orders' ids.
   */
  public Reports reports(String channel) {
    return new Reports(orderLink, channel);
  }

  /** Live figures, at most one picture per interval of 100 to 10,000 ms. */
  public FiguresWatch watchFigures(int intervalMs, FiguresWatch.Listener listener) {
    return new FiguresWatch(wire, intervalMs, listener);
  }

  /** Places, units, classes, and the versions of the directory. */
  public Directory directory() {
    return new Directory(wire, orderLink);
  }

  /** Status, time, figures. */
  public Grid grid() {
    return new Grid(wire, switchLink);
  }

  /** Commands of this client, seats' included, that have no answer yet. */
  public int outstanding() {
    return wire.outstanding();
  }

  /** Waits for an answer; throws the {@link HotlineException} it failed with. */
  public static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof HotlineException why) {
        throw why;
      }
      throw e;
    }
  }

  /** Ends all sessions and watches; whoever still waits for an answer is told. */
  @Override
  public void close() {
    wire.close();
  }

  /** Collects settings. */
  public static final class Builder {
    private final List<GridAddress> seeds;
    private Duration patience = Duration.ofSeconds(30);
    private Duration attemptTimeout = Duration.ofSeconds(5);
    private int linkWindow = 64;
    private int seatConnections = 1;
    private @Nullable Executor callbacks;
    private @Nullable Identity caller;
    private Credentials credentials = Credentials.development();
    private final List<ClientInterceptor> interceptors = new ArrayList<>();

    private Builder(List<GridAddress> seeds) {
      if (seeds.isEmpty()) {
        throw new IllegalArgumentException("addresses: none (expected: one node or more)");
      }
      this.seeds = seeds;
    }

    /** How long a command is repeated before it is given up; 30 s unless set. */
    public Builder patience(Duration value) {
      this.patience = value;
      return this;
    }

    /** How long one attempt may take; 5 s unless set. */
    public Builder attemptTimeout(Duration value) {
      this.attemptTimeout = value;
      return this;
    }

    /** Commands outstanding per district, 1 to 1,024; 64 unless set. */
    public Builder linkWindow(int value) {
      this.linkWindow = value;
      return this;
    }

    /** Connections per node for seats; one carries about 250 seats. 1 unless set. */
    public Builder seatConnections(int value) {
      this.seatConnections = value;
      return this;
    }

    /** Where listeners run and futures complete; two threads of the client unless set. */
    public Builder callbacks(Executor value) {
      this.callbacks = value;
      return this;
    }

    /** Sees every attempt and every message, for example to measure or to record them. */
    public Builder interceptor(ClientInterceptor value) {
      this.interceptors.add(value);
      return this;
    }

    /**
     * Who all calls are from. Unless set, each is from whom it is for: a seat's from that seat, a
     * department's from that unit, a switch's from a switch.
     */
    public Builder as(Identity value) {
      this.caller = value;
      return this;
    }

    /** How the grid is shown who calls; as to a development grid unless set. */
    public Builder credentials(Credentials value) {
      this.credentials = value;
      return this;
    }

    /** Connects in the background: a grid that is not there yet is waited for. */
    public HotlineClient build() {
      var settings =
          new ClientSettings(
              patience,
              attemptTimeout,
              linkWindow,
              4,
              seatConnections,
              callbacks,
              List.copyOf(interceptors),
              caller,
              credentials);
      return new HotlineClient(new Wire(seeds, settings));
    }
  }
}
