package city.hotline.cli;

import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SeatListener;
import city.hotline.client.SeatSession;
import city.hotline.proto.docket.v1.OrderDraft;
import city.hotline.proto.docket.v1.Requester;
import city.hotline.proto.floor.v1.Call;
import city.hotline.proto.floor.v1.CallState;
import city.hotline.proto.floor.v1.Disposition;
import city.hotline.proto.floor.v1.Presence;
import city.hotline.proto.floor.v1.Seat;
import city.hotline.proto.seat.v1.CommandAccepted;
import city.hotline.proto.seat.v1.SeatPicture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person takes calls at a seat, by single letters. */
@Command(
    name = "seat",
    mixinStandardHelpOptions = true,
    description = "Sit down at a seat and take calls by hand.")
final class SeatCommand implements Callable<Integer> {

  private static final String HELP =
      """
      a accept     j reject     h hold     r resume     e end
      t HOTLINE    pass the caller on, for example: t 12320
      w answered on the spot    n no demand    m a minute more to write up
      o CLASS [STREET] TEXT     write up as a work order, for example: o 020302 110105001 路面破损
      b break      v available  q sign out and leave    ? this help""";

  private static final int MORE_SECONDS = 60;

  private static final String ABOUT_A_CALL = "ajhretwnom";

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(paramLabel = "ID", description = "The seat: district, dash, name: 110105-S017.")
  private String seatId = "";

  @Option(names = "--operator", description = "Who sits down (default: your user name).")
  private String operator = System.getProperty("user.name", "operator");

  @Option(names = "--skills", split = ",", description = "What you can take (default: general).")
  private List<String> skills = List.of();

  private final AtomicReference<@Nullable SeatPicture> shown = new AtomicReference<>();

  @Override
  public Integer call() throws IOException {
    if (!seatId.matches("[0-9]{6}-[A-Za-z0-9-]{1,32}")) {
      throw new Failures.CommandFailed(
          2, "ID: " + seatId + " (expected: district code, dash, name, such as 110105-S017)");
    }
    grid.requireServing();
    try (HotlineClient client = grid.client().build();
        SeatSession seat = client.seat(seatId, new Screen())) {
      HotlineClient.await(seat.signIn(operator, skills, 0));
      System.out.println("Signed in as " + operator + ". ? shows what you can do.");
      var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      String line = in.readLine();
      while (line != null && !(line.strip().equals("q") && leaves(seat))) {
        act(seat, line.strip());
        line = in.readLine();
      }
      return 0;
    }
  }

  /** A seat that still has a call stays. */
  private static boolean leaves(SeatSession seat) {
    try {
      HotlineClient.await(seat.signOut());
      return true;
    } catch (HotlineRefused e) {
      System.out.println("! " + e.getMessage());
      return false;
    }
  }

  private void act(SeatSession seat, String line) {
    if (line.equals("q")) {
      return;
    }
    boolean isOneLetter = line.length() == 1;
    if ((!isOneLetter && !line.startsWith("o ") && !line.startsWith("t ")) || line.equals("?")) {
      System.out.println(HELP);
      return;
    }
    SeatPicture picture = shown.get();
    if (ABOUT_A_CALL.indexOf(line.charAt(0)) >= 0 && (picture == null || !picture.hasCall())) {
      System.out.println("! There is no call at this seat now.");
      return;
    }
    Call offered = picture == null ? Call.getDefaultInstance() : picture.getCall();
    String call = offered.getCallId();
    CompletableFuture<CommandAccepted> answer =
        switch (line.charAt(0)) {
          case 'a' -> seat.accept(offered);
          case 'j' -> seat.reject(offered);
          case 'h' -> seat.hold(call);
          case 'r' -> seat.resume(call);
          case 'e' -> seat.end(call);
          case 't' -> seat.transfer(call, line.substring(1).strip());
          case 'm' -> seat.extendWrapUp(call, MORE_SECONDS);
          case 'w' -> seat.wrapUp(call, Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT);
          case 'n' -> seat.wrapUp(call, Disposition.DISPOSITION_NO_DEMAND);
          case 'o' -> seat.wrapUp(call, draft(line, picture));
          case 'b' -> seat.setPresence(Presence.PRESENCE_BREAK);
          case 'v' -> seat.setPresence(Presence.PRESENCE_AVAILABLE);
          default -> {
            System.out.println(HELP);
            yield CompletableFuture.completedFuture(CommandAccepted.getDefaultInstance());
          }
        };
    try {
      CommandAccepted accepted = HotlineClient.await(answer);
      if (!accepted.getReply().getOrderId().isEmpty()) {
        System.out.println("Order " + accepted.getReply().getOrderId());
      }
    } catch (HotlineException e) {
      System.out.println("! " + e.getMessage());
    }
  }

  private OrderDraft draft(String line, @Nullable SeatPicture picture) {
    String[] words = line.split("\\s+", 4);
    boolean street = words.length > 2 && words[2].matches("[0-9]{9}");
    int text = street ? 3 : 2;
    var draft =
        OrderDraft.newBuilder()
            .setClassCode(words.length > 1 ? words[1] : "")
            .setDistrict(street ? words[2].substring(0, 6) : seatId.substring(0, 6))
            .setStreet(street ? words[2] : "")
            .setText(
                words.length > text
                    ? String.join(" ", List.of(words).subList(text, words.length))
                    : "");
    if (picture != null) {
      draft.setRequester(Requester.newBuilder().setPhone(picture.getCall().getCaller().getPhone()));
    }
    return draft.build();
  }

  private final class Screen implements SeatListener {
    @Override
    public void onPicture(SeatPicture picture) {
      SeatPicture before = shown.getAndSet(picture);
      if (before == null || !text(before).equals(text(picture))) {
        System.out.println(text(picture));
      }
    }

    @Override
    public void onBroken(String why) {
      System.out.println("(the floor is away: " + why + "; trying again)");
    }

    @Override
    public void onRefused(HotlineException reason) {
      System.out.println("! " + reason.getMessage());
    }
  }

  private static String hint(CallState state) {
    return switch (state) {
      case CALL_STATE_OFFERED -> "  a accept, j reject";
      case CALL_STATE_DIALLING -> "  the caller's telephone rings";
      case CALL_STATE_CONNECTED -> "  h hold, t transfer, e end";
      case CALL_STATE_HELD -> "  r resume, t transfer, e end";
      case CALL_STATE_WRAPPING -> "  w, n or o write up, m more time";
      default -> "";
    };
  }

  private static String text(SeatPicture picture) {
    Call call = picture.getCall();
    String seat =
        picture
            .getSeat()
            .getPresence()
            .name()
            .replace("PRESENCE_", "")
            .toLowerCase(java.util.Locale.ROOT);
    if (!picture.hasSeat()) {
      return "[not signed in]";
    }
    if (!picture.hasCall()) {
      return "["
          + seat
          + "] no call, "
          + picture.getWaiting()
          + " waiting on floor "
          + picture.getFloor()
          + lent(picture.getSeat());
    }
    String state = call.getState().name().replace("CALL_STATE_", "");
    return "["
        + seat
        + "] "
        + state
        + " "
        + call.getCallId()
        + " from "
        + Masks.phone(call.getCaller().getPhone())
        + " on "
        + call.getHotline()
        + hint(call.getState());
  }

  private static String lent(Seat seat) {
    if (seat.getGuest()) {
      return seat.getAskedBack() ? ", a guest there and wanted back" : ", a guest there";
    }
    return seat.getLentTo().isEmpty() ? "" : ", on the way to or from floor " + seat.getLentTo();
  }
}
