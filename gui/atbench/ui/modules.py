"""The desk's hand for the module: which manuals are used, and the quiet hint that it may be another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atbench.knowledge.guess import Guess, profiles
from atbench.texts import _
from atbench.ui.messages import Message

if TYPE_CHECKING:
    from atbench.knowledge import Knowledge
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window

QUESTION = "ATI"


class Modules:
    """Nothing is changed by a guess alone: the user says whether it is right."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: Knowledge | None = None  # what the window shows
        self._guess: Guess | None = None
        self._session: object = None
        self._told: set[str] = set()  # guesses that were told in this session

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        button = window.toolbar.module
        button.chosen.connect(self.choose)
        button.ask_wanted.connect(self.ask)
        button.own_wanted.connect(self._desk.own.open_folder)
        button.show_module("", self._desk.workbench.profile.upper(), ())
        self._known = None
        self.changed()

    # -- actions -------------------------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """The manuals of another module or family from now on."""
        self._desk.tasks.start("use other manuals", self._use(name))

    def ask(self) -> None:
        """ATI: most modules say by it which one they are."""
        self._desk.lines.ask(QUESTION)

    def drop_down(self) -> None:
        """The menu of modules."""
        self._window.toolbar.module.drop_down()

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """A port was opened or closed, or other manuals are used."""
        bench, button = self._desk.workbench, self._window.toolbar.module
        button.show_open(self._desk.open)
        if bench.session is not self._session:
            self._session = bench.session
            self._told.clear()
        if bench.ready and bench.ready is not self._known:
            first, self._known = self._known is None, bench.ready
            name = bench.ready.profile or bench.ready.family
            button.show_module(name, bench.ready.title, list(profiles(bench.ready.families)))
            self._unknown(bench.problem_profile)
            if not first:
                self._desk.learned()
        self.tick()

    def tick(self) -> None:
        """Shows what the traffic lets us think, when that is another guess than before."""
        bench = self._desk.workbench
        guess = bench.guess if bench.ready else None
        if guess == self._guess:
            return
        self._guess = guess
        self._desk.messages.done("module")
        if guess is None:
            self._window.toolbar.module.show_guess("", "", "")
            return
        title, reason = self._title(guess.name), self._reason(guess)
        self._window.toolbar.module.show_guess(guess.name, title, reason)
        if guess.name not in self._told:
            self._told.add(guess.name)
            text = _("This looks like another module: {name}").format(name=title)
            buttons = ((_("Use it"), self._take), (_("Not now"), self._leave))
            self._desk.messages.show(Message("module", text, reason, "hint", buttons))

    # -- below ---------------------------------------------------------------------------------------------------

    async def _use(self, name: str) -> None:
        desk = self._desk
        try:
            await desk.workbench.use(name)
        except ValueError as error:
            desk.tell("profile", str(error), "warning")
            return
        desk.messages.done("profile")
        desk.say(_("The manuals of {name} are used now").format(name=desk.workbench.knowledge.title))

    def _take(self) -> None:
        if self._guess:
            self.choose(self._guess.name)

    def _leave(self) -> None:
        self._desk.messages.done("module")

    def _unknown(self, problem: str) -> None:
        """The module of the command line or of the settings is not known (any more)."""
        if not problem:
            self._desk.messages.done("profile")
            return
        used = _("Meanwhile the manuals of {name} are used.").format(name=self._desk.workbench.knowledge.title)
        buttons = ((_("Choose"), self.drop_down),)
        self._desk.messages.show(Message("profile", problem, used, "warning", buttons))

    def _reason(self, guess: Guess) -> str:
        used = self._desk.workbench.knowledge.title
        if guess.sure:
            text = _("It said “{sign}”. The manuals of {used} are used.")
        else:
            text = _("Lines like {sign} came, which belong to it. The manuals of {used} are used.")
        return text.format(sign=guess.sign, used=used)

    def _title(self, name: str) -> str:
        families = self._desk.workbench.knowledge.families
        found = (title for family, profile, title in profiles(families) if name == (profile or family))
        return next(found, name)
