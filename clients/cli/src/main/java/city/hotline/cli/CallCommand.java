package city.hotline.cli;

import city.hotline.client.FiguresWatch;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.HotlineRefused;
import city.hotline.client.SwitchLink;
import city.hotline.proto.directory.v1.Place;
import city.hotline.proto.floor.v1.Citizen;
import city.hotline.proto.floor.v1.Medium;
import city.hotline.proto.floor.v1.ReportArrival;
import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.wallboard.v1.AreaFigures;
import city.hotline.proto.wallboard.v1.Picture;
import city.hotline.proto.wallboard.v1.TickerItem;
import city.hotline.proto.wallboard.v1.TickerKind;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A person calls the hotline by hand. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = "Call the hotline, wait, and hang up with Enter.")
final class CallCommand implements Callable<Integer> {

  @Mixin private GridOptions grid = new GridOptions();

  @Option(names = "--from", defaultValue = "", description = "Number of the caller.")
  private String from = "";

  @Option(
      names = "--place",
      defaultValue = "110105",
      description = "Code of a district or street, or name of a district (default: 110105).")
  private String place = "110105";

  @Option(names = "--hotline", defaultValue = "12345", description = "The line that is dialled.")
  private String hotline = "12345";

  @Option(names = "--skill", defaultValue = "", description = "Skill the seat must have.")
  private String skill = "";

  @Option(names = "--text", description = "Write instead of calling: a text contact.")
  private boolean text;

  @Option(
      names = "--callback",
      description =
          "Keep the place and be called back instead of waiting on the line; needs --from.")
  private boolean callback;

  @Override
  public Integer call() throws IOException {
    if (callback && from.isEmpty()) {
      throw new Failures.CommandFailed(
          2, "--callback: needs --from (expected: the number that is rung up)");
    }
    if (callback && text) {
      throw new Failures.CommandFailed(2, "--callback: not with --text, which needs no line");
    }
    grid.requireServing();
    try (HotlineClient client = grid.client().build()) {
      String district = district(client);
      SwitchLink link = client.switchLink();
      var arrival =
          ReportArrival.newBuilder()
              .setSwitchCallId("cli-" + UUID.randomUUID())
              .setHotline(hotline)
              .setSkill(skill)
              .setMedium(text ? Medium.MEDIUM_TEXT : Medium.MEDIUM_VOICE)
              .setCaller(Citizen.newBuilder().setPhone(from));
      if (callback) {
        new CallbackCall(link, district).run(arrival);
        return 0;
      }
      String callId = HotlineClient.await(link.arrived(district, arrival.build())).getCallId();
      System.out.println("Call " + callId + " is in the queue. Enter hangs up.");
      FiguresWatch watch = client.watchFigures(500, new Progress(callId, district));
      int read = System.in.read();
      while (read != '\n' && read != -1) {
        read = System.in.read();
      }
      watch.close();
      System.out.println(hangUp(link, callId));
      return 0;
    }
  }

  private String district(HotlineClient client) {
    if (place.matches("[0-9]{6}([0-9]{3})*")) {
      return place.substring(0, 6);
    }
    List<Place> districts = HotlineClient.await(client.directory().places(""));
    return districts.stream()
        .filter(d -> d.getName().equals(place))
        .map(Place::getCode)
        .findFirst()
        .orElseThrow(
            () ->
                new Failures.CommandFailed(
                    2, "--place: " + place + " (expected: a code, or a name such as 朝阳区)"));
  }

  private static String hangUp(SwitchLink link, String callId) {
    try {
      HotlineClient.await(link.abandoned(callId));
      return "Hung up while waiting.";
    } catch (HotlineRefused refused) {
      if (refused.reason() != Refusal.REFUSAL_CALL_NOT_WAITING) {
        return "The call was over already.";
      }
    }
    try {
      HotlineClient.await(link.ended(callId));
      return "Hung up; the seat writes up.";
    } catch (HotlineRefused refused) {
      return "The call was over already.";
    }
  }

  /** Tells, from the wallboard's figures, how many wait and when somebody answers. */
  private static final class Progress implements FiguresWatch.Listener {
    private final String callId;
    private final String district;
    private int waiting = -1;
    private boolean answered;

    Progress(String callId, String district) {
      this.callId = callId;
      this.district = district;
    }

    @Override
    public void onPicture(Picture picture) {
      if (answered) {
        return;
      }
      for (TickerItem item : picture.getTickerList()) {
        if (item.getSubject().equals(callId)
            && item.getKind() == TickerKind.TICKER_KIND_CALL_ANSWERED) {
          answered = true;
          System.out.printf("Answered after %.0f s.%n", item.getWaitedSeconds());
          return;
        }
      }
      for (AreaFigures area : picture.getDistrictsList()) {
        if (area.getCode().equals(district) && area.getWaiting() != waiting) {
          waiting = area.getWaiting();
          System.out.println(waiting + " waiting in " + area.getName());
        }
      }
    }

    @Override
    public void onRefused(HotlineException reason) {
      System.out.println("! " + reason.getMessage());
    }
  }
}
