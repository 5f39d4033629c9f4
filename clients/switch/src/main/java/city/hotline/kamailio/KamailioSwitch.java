package city.hotline.kamailio;

import city.hotline.client.HotlineRefused;
import city.hotline.client.SwitchLink;
import city.hotline.proto.floor.v1.CallProgress;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.floor.v1.ReportProgress;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.telephony.v1.CallAction;
import city.hotline.proto.telephony.v1.ReportCallResponse;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A switch of the grid that is a Kamailio: reports its calls, and gets them where the grid wants
 * them. Thread-safe.
 *
 * <p>It rests on lists, not on memory: every few seconds, and after each break, Kamailio tells all
 * calls it has; what is missing is over. After each break of the grid's stream a snapshot tells
 * where all calls should be, and what the two do not both have is reconciled. So it may itself be
 * ended and started again at any time.
 */
public final class KamailioSwitch implements AutoCloseable, EvapiLink.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(KamailioSwitch.class);

  private static final long ROUND_MS = 250;
  private static final long LIST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Asked again after 1, 2, 4, then every 8 s. */
  private static final int MOST_DOUBLINGS = 3;

  /** Without Kamailio for so long the grid is told by closing the streams: nobody is connected. */
  private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final SwitchSettings settings;
  private final SwitchLink link;
  private final EvapiLink evapi;
  private final Floors floors;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "switch-rounds");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, SipCall> calls = new HashMap<>();
  private final Map<String, SipCall> bySwitchId = new HashMap<>();

  /** Those whose arrival is being reported; also such as are over meanwhile. */
  private final Set<SipCall> reporting = new HashSet<>();

  private @Nullable CallList list;
  private int lists;
  private long listAskedNanos;
  private long lostNanos = System.nanoTime();
  private boolean connected;

  /** Whether all calls of Kamailio are known here. */
  private boolean complete;

  private long arrived;
  private long answered;
  private long over;

  /** An adapter that is not yet started. */
  public KamailioSwitch(SwitchSettings settings, SwitchLink link) {
    this.settings = settings;
    this.link = link;
    this.evapi = new EvapiLink(settings.evapi(), this);
    this.floors = new Floors(this, settings, link);
  }

  /** Connects to both sides, in the background, and works until it is closed. */
  public void start() {
    evapi.start();
    var unused =
        timer.scheduleWithFixedDelay(this::round, ROUND_MS, ROUND_MS, TimeUnit.MILLISECONDS);
  }

  /** What was counted until now. */
  public synchronized SwitchFigures figures() {
    int inGrid = (int) calls.values().stream().filter(call -> call.callId != null).count();
    return new SwitchFigures(arrived, answered, over, calls.size(), inGrid);
  }

  @Override
  public synchronized void connected() {
    connected = true;
    askForList();
  }

  @Override
  public synchronized void lost(String why) {
    connected = false;
    complete = false;
    list = null;
    lostNanos = System.nanoTime();
  }

  @Override
  public synchronized void message(JsonObject message) {
    JsonObject told = message.has("call") ? message.getAsJsonObject("call") : new JsonObject();
    String sipCallId = SipCall.text(told, "call");
    switch (SipCall.text(message, "event")) {
      case "arrived", "answered" -> heard(sipCallId, told);
      case "over" -> isOver(sipCallId, SipCall.lineOf(told));
      case "listed" -> {
        CallList current = list;
        if (current != null
            && message.get("id").getAsInt() == current.id
            && current.has(sipCallId)) {
          heard(sipCallId, told);
        }
      }
      case "listed-all" ->
          listed(
              message.get("id").getAsInt(),
              message.has("count") ? message.get("count").getAsInt() : CallList.NOT_COUNTED);
      default -> LOG.debug("Kamailio says something new: {}", message);
    }
  }

  private void heard(String sipCallId, JsonObject told) {
    SipCall call = calls.get(sipCallId);
    if (call == null) {
      call = new SipCall(told);
      calls.put(sipCallId, call);
      bySwitchId.put(call.switchCallId, call);
      arrived++;
      if (call.line == SipCall.Line.TALKING) {
        answered++;
      }
      begin(call);
      return;
    }
    SipCall.Line now = SipCall.lineOf(told);
    // What comes late says less than what is known.
    if (now.compareTo(call.line) > 0) {
      call.line = now;
      if (now == SipCall.Line.TALKING) {
        answered++;
      }
    }
  }

  /** What the grid has already must not be reported: that is known from a snapshot on. */
  private void begin(SipCall call) {
    if (!settings.districts().contains(call.district)) {
      LOG.warn("call {} is for {}, which is not served: hung up", call.sipCallId, call.district);
      call.wantHangUp();
      push(call);
    } else if (!call.reportedBefore && floors.hasSnapshot(call.district)) {
      report(call);
    }
  }

  private void report(SipCall call) {
    call.reporting = true;
    reporting.add(call);
    ReportArrival.Builder arrival =
        ReportArrival.newBuilder()
            .setSwitchCallId(call.switchCallId)
            .setSwitchId(settings.switchId())
            .setHotline(call.dialled)
            .setSkill(call.skill)
            .setCaller(Citizen.newBuilder().setPhone(call.caller));
    try {
      var unused =
          link.arrived(call.district, arrival.build())
              .whenComplete((response, thrown) -> reported(call, response, thrown));
    } catch (IllegalArgumentException e) {
      LOG.warn("call {} names no district, it is hung up: {}", call.sipCallId, e.getMessage());
      call.reporting = false;
      reporting.remove(call);
      call.wantHangUp();
    }
  }

  private synchronized void reported(
      SipCall call, @Nullable ReportCallResponse response, @Nullable Throwable thrown) {
    call.reporting = false;
    reporting.remove(call);
    if (response != null) {
      isInGrid(call, response.getCallId());
    } else if (cause(thrown) instanceof HotlineRefused refused) {
      if (refused.reason() == Refusal.REFUSAL_CALL_ALREADY_REPORTED) {
        isInGrid(call, refused.metadata().getOrDefault("call_id", ""));
      } else {
        LOG.warn("call {} is hung up: {}", call.sipCallId, refused.getMessage());
        call.wantHangUp();
        push(call);
      }
    } else {
      // Perhaps it is in the grid: reporting it again tells, and reconciling does if it is over.
      LOG.warn("call {} is not in the grid yet: {}", call.sipCallId, String.valueOf(thrown));
      call.askAgainNanos = System.nanoTime() + FIRST_AGAIN_NANOS;
      floors.mayDiffer(call.district);
    }
  }

  private void isInGrid(SipCall call, String callId) {
    call.callId = callId;
    floors.knows(call.district, callId);
    if (call.over) {
      tellOver(call);
    } else {
      push(call);
    }
  }

  private void isOver(String sipCallId, SipCall.@Nullable Line last) {
    CallList current = list;
    if (current != null) {
      current.over(sipCallId);
    }
    SipCall call = calls.remove(sipCallId);
    if (call == null) {
      return;
    }
    bySwitchId.remove(call.switchCallId, call);
    over++;
    call.over = true;
    if (last != null) {
      call.line = last;
    }
    if (call.reporting) {
      // Told when that is answered: a report after the end would be taken for a new call.
      return;
    }
    if (call.callId != null) {
      tellOver(call);
    } else {
      floors.mayDiffer(call.district);
    }
  }

  /**
   * A telephone that rang in vain is a fault, and so is a caller who was passed on; everything else
   * is a caller, or a seat, who left.
   */
  private void tellOver(SipCall call) {
    if (call.wanted != null && call.wanted.getAction() == CallAction.CALL_ACTION_HANG_UP) {
      return;
    }
    ReportProgress.Builder report =
        ReportProgress.newBuilder()
            .setCallId(String.valueOf(call.callId))
            .setProgress(
                call.line == SipCall.Line.RINGING || call.isPassedOn()
                    ? CallProgress.CALL_PROGRESS_FAILED
                    : CallProgress.CALL_PROGRESS_HUNG_UP);
    var unused =
        link.progressed(call.district, report.build())
            .whenComplete(
                (response, thrown) -> {
                  if (thrown != null && !(cause(thrown) instanceof HotlineRefused)) {
                    floors.mayDiffer(call.district);
                  }
                });
  }

  static @Nullable Throwable cause(@Nullable Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** By the id that the grid knows it by; null when Kamailio does not have it. */
  @Nullable SipCall bySwitchId(String switchCallId) {
    return bySwitchId.get(switchCallId);
  }

  /** The calls of a floor that Kamailio has. */
  List<SipCall> callsOf(String district) {
    return calls.values().stream().filter(call -> call.district.equals(district)).toList();
  }

  /**
   * Those of a floor that are over while their arrival is being reported. The grid must not end
   * them before: the report would be taken for a new call.
   */
  List<SipCall> overWhileReported(String district) {
    return reporting.stream().filter(call -> call.over && call.district.equals(district)).toList();
  }

  /** Asks Kamailio for what the call still lacks, unless it was asked for just now. */
  void push(SipCall call) {
    long now = System.nanoTime();
    if (call.asked > 0 && call.askAgainNanos - now > 0) {
      return;
    }
    JsonObject command = call.command(settings);
    if (command != null && connected) {
      call.askAgainNanos = now + (FIRST_AGAIN_NANOS << Math.min(call.asked, MOST_DOUBLINGS));
      call.asked++;
      evapi.send(command);
    }
  }

  private void askForList() {
    list = new CallList(++lists, calls.keySet());
    listAskedNanos = System.nanoTime();
    JsonObject ask = new JsonObject();
    ask.addProperty("do", "list");
    ask.addProperty("id", lists);
    evapi.send(ask);
  }

  private void listed(int id, int count) {
    CallList current = list;
    if (current == null || current.id != id) {
      return;
    }
    if (!current.isWhole(count)) {
      if (count == CallList.NOT_COUNTED) {
        LOG.error(
            "Kamailio does not say how many calls it has: load the kamailio.cfg that comes with this"
                + " version");
      } else {
        LOG.warn("some of the {} calls that Kamailio told got lost: asking again", count);
      }
      list = null;
      listAskedNanos = System.nanoTime() - LIST_EVERY_NANOS + FIRST_AGAIN_NANOS;
      return;
    }
    for (String missing : List.copyOf(current.missing())) {
      isOver(missing, null);
    }
    list = null;
    if (!complete) {
      complete = true;
      settings.districts().forEach(floors::mayDiffer);
    }
  }

  private void round() {
    try {
      synchronized (this) {
        look(System.nanoTime());
      }
    } catch (RuntimeException e) {
      LOG.error("a round failed, the next one goes on", e);
    }
  }

  private void look(long now) {
    for (SipCall call : new ArrayList<>(calls.values())) {
      boolean unreported = call.callId == null && !call.reporting && !call.reportedBefore;
      if (unreported && call.wanted == null) {
        if (call.askAgainNanos - now <= 0 && floors.hasSnapshot(call.district)) {
          report(call);
        }
      } else {
        push(call);
      }
    }
    if (connected && now - listAskedNanos > LIST_EVERY_NANOS) {
      askForList();
    }
    if (complete) {
      floors.watch();
      floors.reconcile();
    } else if (!connected && now - lostNanos > GONE_NANOS) {
      floors.stopWatching();
    }
  }

  /** Leaves all calls as they are. */
  @Override
  public void close() {
    timer.shutdownNow();
    evapi.close();
    synchronized (this) {
      floors.stopWatching();
    }
  }
}
