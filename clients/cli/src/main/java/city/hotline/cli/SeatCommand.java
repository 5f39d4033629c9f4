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
import city.hotline.proto.floor.v1.Medium;
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
    description = "Sit down at a seat and take calls, and text contacts, by hand.")
final class SeatCommand implements Callable<Integer> {

  private static final String HELP =
      """
      a accept     j reject     h hold     r resume     e end
      t HOTLINE    pass the caller on, for example: t 12320
      s HOTLINE    the same, and stay on the line    l leave him    k take him back
      w answered on the spot    n no demand    m a minute more to write up
      o CLASS [STREET] TEXT     write up as a work order, for example: o 020302 110105001 路面破损
      1 to 9       turn to a text contact    0 back to the call
      b break      v available  q sign out and leave    ? this help\
      """;

  private static final int MORE_SECONDS = 60;

  private static final String ABOUT_A_CALL = "hretswnom";

  @Mixin private GridOptions grid = new GridOptions();

  @Parameters(paramLabel = "ID", description = "The seat: district, dash, name: 110105-S017.")
  private String seatId = "";

  @Option(names = "--operator", description = "Who sits down (default: your user name).")
  private String operator = System.getProperty("user.name", "operator");

  @Option(names = "--skills", split = ",", description = "What you can take (default: general).")
  private List<String> skills = List.of();

  @Option(
      names = "--texts",
      description = "How many text contacts you hold at a time, beside a call (default: 0).")
  private int texts;

  private final AtomicReference<@Nullable SeatPicture> shown = new AtomicReference<>();

  /** The id of the text contact that is turned to; empty: the call. */
  private volatile String turnedTo = "";

  @Override
  public Integer call() throws IOException {
    if (!seatId.matches("[0-9]{6}-[A-Za-z0-9-]{1,32}")) {
      throw new Failures.CommandFailed(
          2, "ID: " + seatId + " (expected: district code, dash, name, such as 110105-S017)");
    }
    grid.requireServing();
    try (HotlineClient client = grid.client().build();
        SeatSession seat = client.seat(seatId, new Screen())) {
      HotlineClient.await(seat.signIn(operator, skills, 0, texts));
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
    if ((!isOneLetter && !line.matches("[ots] .*")) || line.equals("?")) {
      System.out.println(HELP);
      return;
    }
    String mistake = mistake(line);
    if (!mistake.isEmpty()) {
      System.out.println("! " + mistake);
      return;
    }
    SeatPicture picture = shown.get();
    if (Character.isDigit(line.charAt(0))) {
      turnTo(line.charAt(0) - '0', picture);
      return;
    }
    Call offered = picture == null ? Call.getDefaultInstance() : picture.getCall();
    Call present = present(picture);
    String call = present.getCallId();
    String passedOn = picture == null ? "" : picture.getAccompanied().getCallId();
    if (isAbout(ABOUT_A_CALL, line, call)
        || isAbout("aj", line, offered.getCallId())
        || isAbout("lk", line, passedOn)) {
      System.out.println(
          "! There is no such call at this seat now; 1 to 9 turn to a text contact.");
      return;
    }
    CompletableFuture<CommandAccepted> answer =
        switch (line.charAt(0)) {
          case 'a' -> seat.accept(offered);
          case 'j' -> seat.reject(offered);
          case 'h' -> seat.hold(call);
          case 'r' -> seat.resume(call);
          case 'e' -> seat.end(call);
          case 't' -> seat.transfer(call, line.substring(1).strip());
          case 's' -> seat.accompany(call, line.substring(1).strip());
          case 'l' -> seat.leave(passedOn);
          case 'k' -> seat.takeBack(passedOn);
          case 'm' -> seat.extendWrapUp(call, MORE_SECONDS);
          case 'w' -> seat.wrapUp(call, Disposition.DISPOSITION_ANSWERED_ON_THE_SPOT);
          case 'n' -> seat.wrapUp(call, Disposition.DISPOSITION_NO_DEMAND);
          case 'o' -> seat.wrapUp(call, draft(line, present));
          case 'b' -> seat.setPresence(Presence.PRESENCE_BREAK);
          case 'v' -> seat.setPresence(Presence.PRESENCE_AVAILABLE);
          default -> {
            System.out.println(HELP);
            yield CompletableFuture.completedFuture(CommandAccepted.getDefaultInstance());
          }
        };
    tell(answer);
  }

  private static void tell(CompletableFuture<CommandAccepted> answer) {
    try {
      CommandAccepted accepted = HotlineClient.await(answer);
      if (!accepted.getReply().getOrderId().isEmpty()) {
        System.out.println("Order " + accepted.getReply().getOrderId());
      }
    } catch (HotlineException e) {
      System.out.println("! " + e.getMessage());
    }
  }

  /** What is missing from a line, or cannot be meant; empty where nothing is. */
  static String mistake(String line) {
    if (line.equals("t") || line.equals("s")) {
      return line + " HOTLINE passes the caller on: say to which, such as " + line + " 12345.";
    }
    String[] words = line.split("\\s+", 4);
    boolean number = words[0].equals("o") && words.length > 2 && words[2].matches("[0-9]+");
    if (number && words[2].length() != 9) {
      return "A street has nine digits; without one, begin the text with a word.";
    }
    return line.equals("o") ? "o CLASS [STREET] [TEXT] makes an order: say of which class." : "";
  }

  /** Whether the letter is one of these, and the call they are about is not there. */
  private static boolean isAbout(String letters, String line, String call) {
    return letters.indexOf(line.charAt(0)) >= 0 && call.isEmpty();
  }

  /** What is spoken of: the text contact that was turned to, while it is there; else the call. */
  private Call present(@Nullable SeatPicture picture) {
    if (picture == null) {
      return Call.getDefaultInstance();
    }
    return picture.getTextsList().stream()
        .filter(text -> text.getCallId().equals(turnedTo))
        .findFirst()
        .orElse(picture.getCall());
  }

  private void turnTo(int number, @Nullable SeatPicture picture) {
    int there = picture == null ? 0 : picture.getTextsCount();
    if (number > there || picture == null) {
      System.out.println("! There are " + there + " text contacts at this seat now.");
      return;
    }
    turnedTo = number == 0 ? "" : picture.getTexts(number - 1).getCallId();
    System.out.println(text(picture));
  }

  private OrderDraft draft(String line, Call call) {
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
    return draft.setRequester(Requester.newBuilder().setPhone(call.getCaller().getPhone())).build();
  }

  private final class Screen implements SeatListener {
    private volatile boolean away;

    /**
     * After the floor was away everything is shown again: whoever reads must not take it for away.
     */
    @Override
    public void onPicture(SeatPicture picture) {
      SeatPicture before = shown.getAndSet(picture);
      if (away) {
        System.out.println("(the floor is back)");
      }
      if (away || before == null || !text(before).equals(text(picture))) {
        System.out.println(text(picture));
      }
      away = false;
    }

    @Override
    public void onBroken(String why) {
      away = true;
      System.out.println("(the floor is away: " + why + "; trying again)");
    }

    @Override
    public void onRefused(HotlineException reason) {
      System.out.println("! " + reason.getMessage());
    }
  }

  private static String hint(Call call) {
    String passOn = call.getMedium() == Medium.MEDIUM_TEXT ? "t" : "t or s";
    return switch (call.getState()) {
      case CALL_STATE_OFFERED -> "  a accept, j reject";
      case CALL_STATE_DIALLING -> "  the caller's telephone rings";
      case CALL_STATE_CONNECTED -> "  h hold, " + passOn + " pass on, e end";
      case CALL_STATE_HELD -> "  r resume, " + passOn + " pass on, e end";
      case CALL_STATE_WRAPPING -> "  w, n or o write up, m more time";
      default -> "";
    };
  }

  private String text(SeatPicture picture) {
    StringBuilder text = new StringBuilder(ofCall(picture));
    if (picture.hasAccompanied()) {
      text.append(System.lineSeparator())
          .append("    you are on the line of ")
          .append(withSeat(picture.getAccompanied()))
          .append(isTaken(picture.getAccompanied()) ? "  l leave" : "  l leave, k take back");
    }
    for (int i = 0; i < picture.getTextsCount(); i++) {
      Call each = picture.getTexts(i);
      text.append(System.lineSeparator())
          .append(each.getCallId().equals(turnedTo) ? "  > " : "    ")
          .append(i + 1)
          .append(" text ")
          .append(about(each));
    }
    return text.toString();
  }

  /** Another seat talks with the caller already. */
  private static boolean isTaken(Call call) {
    return call.getState() == CallState.CALL_STATE_CONNECTED
        || call.getState() == CallState.CALL_STATE_HELD;
  }

  private static String ofCall(SeatPicture picture) {
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
    Call call = picture.getCall();
    String medium = call.getMedium() == Medium.MEDIUM_TEXT ? "text " : "";
    return "[" + seat + "] " + medium + about(call);
  }

  private static String withSeat(Call call) {
    String who = call.getSeatId().isEmpty() ? "nobody yet" : "seat " + call.getSeatId();
    return call.getCallId() + ", on " + call.getHotline() + ", with " + who;
  }

  private static String about(Call call) {
    return call.getState().name().replace("CALL_STATE_", "")
        + " "
        + call.getCallId()
        + " from "
        + Masks.phone(call.getCaller().getPhone())
        + OrderLines.withheld(call.getCaller().getWithheld())
        + " on "
        + call.getHotline()
        + hint(call);
  }

  private static String lent(Seat seat) {
    if (seat.getGuest()) {
      return seat.getAskedBack() ? ", a guest there and wanted back" : ", a guest there";
    }
    return seat.getLentTo().isEmpty() ? "" : ", on the way to or from floor " + seat.getLentTo();
  }
}
